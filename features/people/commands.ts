import "server-only";
import { demoPeople, ensureDemoPerson } from "@/lib/auth/demo-people";
import { isRole, roleLabels, roles, type Role } from "@/lib/auth/roles";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { plainLine } from "@/lib/mail/plain-line";
import { requireNoArguments } from "@/lib/operator/arguments";
import { UsageError, type DatabaseCommand } from "@/lib/operator/command";
import { grantByOperator, listPeople, revokeByOperator } from "./data/operator-grants";

const longestName = 100;

function readGrant(args: string[]): { email: string; role: Role } {
  const [email, role, ...more] = args;
  if (email === undefined || role === undefined || more.length > 0)
    throw new UsageError("Name an e-mail address and a role.");
  if (!isRole(role)) throw new UsageError(`There is no role ${role}: there are ${roles.join(", ")}.`);
  return { email, role };
}

/** Gives somebody who has signed in before a role; a conduct role is only proposed. For the operator. */
export const grantCommand: DatabaseCommand = {
  name: "grant",
  summary: "give a person a role",
  usage: `npm run portal -- grant <e-mail> <role>

Gives a role to somebody who has signed in at least once, by the address their account has. Roles: ${roles.join(", ")}.
A conduct role is only proposed: an admin or conduct lead confirms it in the portal, on People.
The first admin of a portal is named in the setting PORTAL_ADMINS, and becomes admin when they sign in.`,
  async run({ database, args, print }) {
    const { email, role } = readGrant(args);
    const state = await grantByOperator(database, email, role);
    print(
      state === "active"
        ? `${email} holds the role “${roleLabels[role]}” from now on.`
        : `“${roleLabels[role]}” is proposed for ${email}. An admin or conduct lead confirms it in the portal, under Administration, People.`,
    );
    return 0;
  },
};

/** Ends a role of a person at once. For the operator. */
export const revokeCommand: DatabaseCommand = {
  name: "revoke",
  summary: "end a role of a person",
  usage: `npm run portal -- revoke <e-mail> <role>

Ends a role at once, wherever it comes from, or declines it while it is only proposed. Roles: ${roles.join(", ")}.
What a provider's groups or PORTAL_ADMINS give comes back at the next sign-in; the command says so.
The last admin stays admin.`,
  async run({ database, args, print, warn }) {
    const { email, role } = readGrant(args);
    const returns = await revokeByOperator(database, email, role);
    print(`${email} does not hold the role “${roleLabels[role]}” any more.`);
    for (const sentence of returns) warn(sentence);
    return 0;
  },
};

/** Lists everybody with an account and their roles. For the operator. */
export const peopleCommand: DatabaseCommand = {
  name: "people",
  summary: "list the people and their roles",
  usage: `npm run portal -- people

Lists everybody who has signed in at least once: address, name and roles.`,
  async run({ database, args, print }) {
    requireNoArguments(args);
    const people = await listPeople(database);
    for (const { email, name, roles: held } of people)
      print([email ?? "(no address)", plainLine(name, longestName), held.join(", ") || "–"].join("  "));
    if (people.length === 0) print("Nobody has signed in yet.");
    return 0;
  },
};

/** Makes the people of the demo. For the operator of a portal that nobody else can reach. */
export const seedCommand: DatabaseCommand = {
  name: "seed",
  summary: "make the people of the demo",
  usage: `npm run portal -- seed

Makes the invented people of the demo sign-in, one for each role. Refused where there is no demo: PORTAL_DEMO is off, a
sign-in provider is set, or others can reach the portal. Doing it again changes nothing.`,
  async run({ database, args, print }) {
    requireNoArguments(args);
    if (!env.isDemo)
      throw new AppError(
        "forbidden",
        "There is no demo here, so nobody was made: it needs HOST and PORTAL_ORIGIN on this machine, no sign-in provider, and PORTAL_DEMO not off.",
      );
    for (const person of demoPeople) {
      await ensureDemoPerson(database, person);
      print(`${person.name}: ${person.roles.map((role) => roleLabels[role]).join(", ") || "Community member"}`);
    }
    return 0;
  },
};
