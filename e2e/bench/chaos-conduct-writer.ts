// The process that is killed while it accepts reports, decides cases and changes the keys of both.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { listSetsInUse, sealAgain } from "@/features/conduct/data/key-rotation";
import { submitAnonymousReport, submitReport } from "@/features/conduct/data/submit-report";
import { reportForm } from "@/features/conduct/domain/report-form";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { keyFile, readKeyring, writeKeyring } from "@/lib/vault/key-file";
import { makeKeyring, withNewKeys } from "@/lib/vault/keyring";
import { decideCase } from "./chaos-conduct-case";
import { checkConduct } from "./chaos-conduct-check";
import { runWriter } from "./chaos-run";
import { personWith } from "./conduct-people";

let people = { reporter: Viewer.guest(), moderator: Viewer.guest(), lead: Viewer.guest() };

const isReport = (mark: string) => /^(sent|twice|anonymous)-/.test(mark);

/** Returns the token of a form; one that is sent again after a kill has the same. */
const tokenOf = (mark: string) => createHash("sha256").update(`form ${mark}`).digest("base64url");

async function sendForm(mark: string): Promise<void> {
  const mode = mark.startsWith("anonymous") ? "anonymous" : "confidential";
  const form = reportForm.parse({ mode, token: tokenOf(mark), what: mark, contact: "a phone" });
  if (mode === "anonymous") return void (await submitAnonymousReport(form));
  await submitReport(people.reporter, form);
}

const submit = async (mark: string) => {
  const times = mark.startsWith("twice") ? 2 : 1;
  await Promise.all(Array.from({ length: times }, () => sendForm(mark)));
};

let rotation: Promise<void> = Promise.resolve();

/** Adds a set of keys and seals everything again, one after the other: an operator does not do it twice at once. */
function rotate(database: Database): Promise<void> {
  rotation = rotation.then(async () => {
    writeKeyring(keyFile, await withNewKeys(readKeyring(keyFile)));
    await sealAgain(database, readKeyring(keyFile), () => undefined);
  });
  return rotation;
}

/** Takes former keys away that nothing should need any more; what still did could never be read again. */
async function forgetFormerKeys(database: Database): Promise<void> {
  const keyring = readKeyring(keyFile);
  const used = await listSetsInUse(database);
  const [current, ...former] = keyring.keys;
  writeKeyring(keyFile, { ...keyring, keys: [current, ...former.filter(({ id }) => used.has(id))] });
}

// Before the database: a portal makes its keys before the first request, too.
if (!existsSync(keyFile)) writeKeyring(keyFile, await makeKeyring());

await runWriter({
  check: (database, folder, marks) => checkConduct(database, folder, marks, tokenOf),
  async begin(database, { begun, acknowledged }, acknowledge) {
    await forgetFormerKeys(database);
    people = {
      reporter: await personWith(database, "Reporter", []),
      moderator: await personWith(database, "Moderator", ["conduct_moderator"]),
      lead: await personWith(database, "Lead", ["conduct_lead"]),
    };
    // Whoever got no answer sends the form again.
    const isAnswered = new Set(acknowledged);
    const unanswered = new Set(begun.filter((each) => isReport(each) && !isAnswered.has(each)));
    for (const mark of unanswered) await acknowledge(mark, () => submit(mark));
  },
  kinds: ["sent", "sent", "twice", "anonymous", "case", "case", "rotation"],
  async write(database, mark, acknowledge) {
    if (isReport(mark)) return acknowledge(mark, () => submit(mark));
    if (mark.startsWith("rotation")) return acknowledge(mark, () => rotate(database));
    await decideCase(database, mark, people, acknowledge);
  },
});
