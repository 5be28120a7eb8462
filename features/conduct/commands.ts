import "server-only";
import { existsSync } from "node:fs";
import { AppError } from "@/lib/errors";
import { UsageError, type OpeningCommand } from "@/lib/operator/command";
import { keyFile, readKeyring, writeKeyring } from "@/lib/vault/key-file";
import { makeKeyring, withNewKeys } from "@/lib/vault/keyring";
import { countOldSeals, listSetsInUse, sealAgain } from "./data/key-rotation";

type Say = (line: string) => void;
type Open = Parameters<OpeningCommand["run"]>[0]["open"];

const keepACopy =
  "Keep a copy in a safe place apart from the backups: without it nobody can read reports and cases again.";

async function make(print: Say): Promise<void> {
  if (existsSync(keyFile))
    throw new AppError("invalid", `There is a key file already: ${keyFile}. Nothing was changed.`);
  writeKeyring(keyFile, await makeKeyring());
  print(`Made ${keyFile}. ${keepACopy}`);
}

async function addSet(print: Say): Promise<void> {
  writeKeyring(keyFile, await withNewKeys(readKeyring(keyFile)));
  print(`Added a set of keys to ${keyFile}; new reports and cases are sealed with it from now on. ${keepACopy}`);
  print("Copy the file to every machine of this portal, then run: npm run portal -- conduct-keys rewrap");
}

async function tellState(open: Open, print: Say): Promise<void> {
  const keyring = readKeyring(keyFile);
  const database = await open("as found");
  const used = await listSetsInUse(database);
  for (const [index, { id, made }] of keyring.keys.entries())
    print(`${id}  made ${made}  ${index === 0 ? "current" : used.has(id) ? "former, in use" : "former, not in use"}`);
  const unknown = [...used].filter((id) => keyring.keys.every((set) => set.id !== id));
  if (unknown.length > 0)
    throw new AppError(
      "unavailable",
      `Some things are sealed with keys that are not in the file: ${unknown.join(", ")}.`,
    );
  print(`To be sealed again: ${await countOldSeals(database, keyring)}.`);
}

async function rewrapAll(open: Open, print: Say): Promise<void> {
  const database = await open("as found");
  const keyring = readKeyring(keyFile);
  const due = await countOldSeals(database, keyring);
  await sealAgain(database, keyring, (done) => print(`Sealed again: ${done} of ${due}.`));
  print("Everything is sealed with the current keys.");
}

async function forget(open: Open, print: Say): Promise<void> {
  const keyring = readKeyring(keyFile);
  const used = await listSetsInUse(await open("as found"));
  const [current, ...former] = keyring.keys;
  const kept = former.filter(({ id }) => used.has(id));
  writeKeyring(keyFile, { ...keyring, keys: [current, ...kept] });
  print(`Sets of keys taken out of ${keyFile}: ${former.length - kept.length}; still in use: ${kept.length}.`);
}

const acts: Record<string, (open: Open, print: Say) => Promise<void>> = {
  make: (_, print) => make(print),
  new: (_, print) => addSet(print),
  status: tellState,
  rewrap: rewrapAll,
  forget,
};

/** Makes and changes the keys of reports and cases. For the operator. */
export const conductKeysCommand: OpeningCommand = {
  name: "conduct-keys",
  summary: "make, change and look after the keys of reports and cases",
  usage: `npm run portal -- conduct-keys <make | status | new | rewrap | forget>

make    makes the key file that the setting PORTAL_CONDUCT_KEYS names
status  lists the sets of keys, and how much is not sealed with the current one
new     adds a set of keys, which everything new is sealed with
rewrap  seals everything with the current keys, while the portal goes on; stopped, it goes on where it was
forget  takes sets out of the file that nothing is sealed with any more; do it once the backups from their time are gone
${keepACopy}`,
  opens: "itself",
  async run({ args: [name = "", ...more], open, print }) {
    const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
    if (act === undefined || more.length > 0) throw new UsageError("Say what to do with the keys.");
    await act(open, print);
    return 0;
  },
};
