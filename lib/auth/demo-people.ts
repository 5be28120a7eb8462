import "server-only";
import { eq } from "drizzle-orm";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { getDatabase, type Database } from "@/lib/db/database";
import { insertGrant } from "./grants";
import type { Role } from "./roles";
import { users } from "./tables";
import { isAskedHere } from "./this-machine";

/** An invented person of the demo, marked as one wherever the name is shown. */
export type DemoPerson = { key: string; name: string; roles: Role[] };

/** The people of the demo: one for each role, and a second moderator, because some acts need two. */
export const demoPeople: readonly DemoPerson[] = [
  { key: "ana", name: "Ana (demo)", roles: [] },
  { key: "tariq", name: "Tariq (demo)", roles: ["team_member"] },
  { key: "bo", name: "Bo (demo)", roles: ["organizer"] },
  { key: "noor", name: "Noor (demo)", roles: ["program_manager"] },
  { key: "chi", name: "Chi (demo)", roles: ["conduct_moderator"] },
  { key: "sol", name: "Sol (demo)", roles: ["conduct_moderator"] },
  { key: "lea", name: "Lea (demo)", roles: ["conduct_lead"] },
  { key: "ari", name: "Ari (demo)", roles: ["admin"] },
];

// A top-level domain that can never receive mail (RFC 2606, 2).
const addressOf = (person: DemoPerson) => `${person.key}@demo.invalid`;

/** Throws not_found unless the demo is on and whoever asks sits at this machine. */
export async function requireDemo(): Promise<void> {
  if (!env.isDemo || !(await isAskedHere())) throw new AppError("not_found", "There is no demo here.");
}

/** Finds or makes a person of the demo, with their roles, and returns the id. */
export async function ensureDemoPerson(database: Database, person: DemoPerson): Promise<string> {
  const email = addressOf(person);
  return database.transaction(async (tx) => {
    await tx.insert(users).values({ name: person.name, email, isDemo: true }).onConflictDoNothing();
    const [row] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (row === undefined) throw new Error("A person of the demo could not be written.");
    for (const role of person.roles)
      await insertGrant(tx, { kind: "portal" }, { userId: row.id, role, source: "demo", state: "active" });
    return row.id;
  });
}

/** Returns the id of a person of the demo by key; throws not_found for any other. */
export async function findDemoPerson(key: string): Promise<string> {
  await requireDemo();
  const person = demoPeople.find((each) => each.key === key);
  if (person === undefined) throw new AppError("not_found", "There is no such demo person.");
  return ensureDemoPerson(await getDatabase(), person);
}
