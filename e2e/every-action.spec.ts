import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { OwnPortal } from "./own-portal";
import { ask, type RawAnswer } from "./raw-request";
import { expect, test } from "./test";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "..");
const portal = new OwnPortal();

const manifestShape = z.object({
  node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()), exportedName: z.string() })),
});
type Action = { id: string; name: string; page: string };

/** Every server action of the build: what anybody on the network may call. */
function listActions(): Action[] {
  const file = path.join(root, ".next/server/server-reference-manifest.json");
  const { node } = manifestShape.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(node).map(([id, { workers, exportedName }]) => ({
    id,
    name: exportedName,
    page: (Object.keys(workers)[0] ?? "").replace(/^app|\/page$/g, "").replace(/\[[^\]]+\]/g, randomUUID()) || "/",
  }));
}

/** Calls an action as React does, with the fields of a form. */
function call(action: Action, cookie: string, fields: Record<string, string>): Promise<RawAnswer> {
  const boundary = "----of-the-test";
  const parts = [
    ...Object.entries(fields).map(([name, value]) => [`_1_${name}`, value]),
    ["0", '[{"status":"new"},"$K1"]'],
  ].map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  return ask(portal.origin, action.page, {
    method: "POST",
    headers: {
      ...{ cookie, origin: portal.origin, "next-action": action.id, accept: "text/x-component" },
      "content-type": `multipart/form-data; boundary=${boundary}`,
    },
    body: `${parts.join("")}--${boundary}--\r\n`,
  });
}

const sessionIn = (set: string[] = []) => set.find((each) => /^portal-session=[^;]/.test(each))?.split(";")[0];

type Row = Record<string, unknown>;
type Tables = Record<string, Row[]>;
const ofPeople = [
  ...(["person", "sign_in_account", "sign_in_session", "role_grant", "authenticator", "recovery_code"] as const),
];
const rowsShape = z.array(z.record(z.string(), z.unknown()));
const exportShape = z.object(Object.fromEntries(ofPeople.map((table) => [table, rowsShape])));

async function readTables(): Promise<Tables> {
  const { stdout } = await run(process.execPath, ["lib/cli/portal.mjs", "export", "-"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", PORTAL_DATA: path.join(portal.folder, "data") },
    maxBuffer: 1e8,
  });
  const tables = exportShape.parse(JSON.parse(stdout));
  return Object.fromEntries(ofPeople.map((table) => [table, tables[table] ?? []]));
}

const ownerOf = (row: Row) => row.person_id ?? row.id;
// When somebody was last seen says nothing of what was done to them.
const lasting = (row: Row) => JSON.stringify({ ...row, last_seen_at: undefined });

/** What belongs to everybody but one person, as text to be compared. */
function ofOthers(tables: Tables, personId: unknown): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      rows
        .filter((row) => ownerOf(row) !== personId)
        .map(lasting)
        .sort(),
    ]),
  );
}

const activeRoles = (tables: Tables) =>
  (tables.role_grant ?? [])
    .filter(({ state }) => state === "active")
    .map(({ person_id, role }) => `${person_id} ${role}`);

const people = ["ana", "tariq", "bo", "noor", "chi", "sol", "lea", "ari"];
const forGuests = [
  "savePreferencesAction",
  "demoSignInAction",
  "providerSignInAction",
  "emailSignInAction",
  "signOutAction",
  // Where people are anonymous, nobody is asked who they are.
  ...["anonymousReportAction", "openReceiptAction", "stayAction", "leaveAction", "sendAnonymousMessageAction"],
  ...["addAnonymousFilesAction", "askToWithdrawAnonymouslyAction", "revealIdentityAction"],
  ...["openLetterAction", "leaveLetterAction", "fileAppealAction"],
];
const forAdmins = [
  ...["verifyAuditAction", "decideJobAction", "testMailAction"],
  // Whoever decides about a grant may only give up their own role: that nothing else changes is looked at below.
  ...["giveRoleAction", "endPersonSessionsAction"],
];
// They end the session under which the others are called.
const endings = ["endOtherSessionsAction", "signOutEverywhereAction", "signOutAction", "deleteAccountAction"];
const order = (action: Action) => endings.indexOf(action.name);

const cookies = new Map<string, string>();
let actions: Action[] = [];
let victim = "";

/** Fields with every name a form of the portal has, that point at somebody else and ask for more than anybody gave. */
function forged(tables: Tables): Record<string, string> {
  const idIn = (table: string) => String(tables[table]?.find((row) => row.person_id === victim)?.id ?? randomUUID());
  return {
    ...{
      person: victim,
      userId: victim,
      personId: victim,
      id: victim,
      viewer: victim,
      sessionId: idIn("sign_in_session"),
    },
    ...{
      session: idIn("sign_in_session"),
      grant: idIn("role_grant"),
      role: "conduct_lead",
      roles: "admin",
      state: "active",
    },
    ...{ source: "setting", sourceKey: "", confirmedBy: victim, proposedBy: victim, isDemo: "false", tier: "team" },
    ...{ name: "Forged", email: "forged@example.org", zone: "UTC", language: "", community: "on", provider: "oidc" },
    ...{ providerAccountId: "1", next: "//evil.example", code: "000000", word: "no", job: "1", kind: "mail.send" },
    ...{
      decision: `end:${idIn("role_grant")}`,
      act: "retry",
      theme: "dark",
      width: "wide",
      way: "oidc",
      secret: "A".repeat(32),
    },
  };
}

test.beforeAll(async () => {
  await portal.start();
  actions = listActions().sort((a, b) => order(a) - order(b));
  const demo = actions.find(({ name }) => name === "demoSignInAction");
  if (demo === undefined) throw new Error("There is no demo sign-in in this build.");
  for (const person of people) {
    const { headers } = await call(demo, "", { person, next: "/account" });
    cookies.set(person, sessionIn(headers["set-cookie"]) ?? "");
  }
  const tables = await readTables();
  victim = String(tables.person?.find(({ email }) => email === "tariq@demo.invalid")?.id);
});
test.afterAll(() => portal.dispose());

test("every action of the build is known to this test", () => {
  const names = actions.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...forGuests, ...forAdmins, ...endings]));
});

for (const person of ["nobody", ...people.filter((each) => each !== "tariq")]) {
  test(`whatever ${person} calls with forged fields is refused or harmless to everybody else`, async () => {
    let cookie = cookies.get(person) ?? "";
    const before = await readTables();
    const self = before.person?.find(({ email }) => email === `${person}@demo.invalid`)?.id;
    const isAdmin = person === "ari";
    for (const action of actions) {
      const { status, body, headers } = await call(action, cookie, forged(before));
      // Some acts renew the session's token, as a browser would notice.
      cookie = sessionIn(headers["set-cookie"]) ?? cookie;
      expect(status, action.name).toBeLessThan(500);
      const text = body.toString("utf8");
      if (person === "nobody" && !forGuests.includes(action.name)) expect(text, action.name).toContain("not signed in");
      if (forAdmins.includes(action.name) && !isAdmin && person !== "lea" && person !== "nobody")
        expect(text, action.name).toContain("There is nothing here");
    }
    const after = await readTables();
    const gained = activeRoles(after).filter((role) => !activeRoles(before).includes(role));
    // Nobody gets a role by it: an admin who names a conduct role has only proposed it.
    expect(gained).toEqual([]);
    if (!isAdmin && person !== "lea") expect(ofOthers(after, self)).toEqual(ofOthers(before, self));
  });
}
