import { audit } from "@/lib/audit/audit";
import { roleGrants, users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { jobs } from "@/lib/jobs/tables";
import { requireWithin } from "@/lib/rate-limit/rate-limit";
import { eq } from "drizzle-orm";

/** Tables in which a write leaves its mark. */
export type Table = "person" | "grant" | "job" | "event";
/** A kind of write: where its mark must be found once it was acknowledged, and how it is made. */
type Write = { leaves: Table[]; run: (database: Database, mark: string) => Promise<void> };

const limit = { name: "chaos", most: 1_000_000_000, seconds: 365 * 24 * 3600 };

const addPerson = (database: Database, mark: string) =>
  database
    .insert(users)
    .values({ name: mark, email: `${mark}@example.org` })
    .returning({ id: users.id });
const addJob = (database: Database, mark: string) => database.insert(jobs).values({ kind: "chaos", key: mark });
const addEvent = (tx: Database, mark: string) =>
  audit(tx, { actor: { kind: "portal" }, act: "chaos", object: { kind: "chaos", id: mark } });

async function addAll(tx: Database, mark: string): Promise<void> {
  const [person] = await addPerson(tx, mark);
  if (person === undefined) throw new Error("The person was not written.");
  await tx.insert(roleGrants).values({ userId: person.id, role: "organizer", source: "command", state: "active" });
  await addJob(tx, mark);
  await addEvent(tx, mark);
}

const everywhere: Table[] = ["person", "grant", "job", "event"];

/** The kinds of writes, by the first word of their marks. */
export const writes: Record<string, Write> = {
  person: { leaves: ["person"], run: async (database, mark) => void (await addPerson(database, mark)) },
  job: { leaves: ["job"], run: async (database, mark) => void (await addJob(database, mark)) },
  event: { leaves: ["event"], run: (database, mark) => database.transaction((tx) => addEvent(tx, mark)) },
  together: { leaves: everywhere, run: (database, mark) => database.transaction((tx) => addAll(tx, mark)) },
  undone: {
    leaves: [],
    run: async (database, mark) => {
      const undoing = new Error("This write is meant to be undone.");
      await database
        .transaction(async (tx) => {
          await addAll(tx, mark);
          throw undoing;
        })
        .catch((error: unknown) => {
          if (error !== undoing) throw error;
        });
    },
  },
  removed: {
    leaves: [],
    run: async (database, mark) => {
      await addPerson(database, mark);
      await database.delete(users).where(eq(users.name, mark));
    },
  },
  limit: { leaves: [], run: (database, mark) => requireWithin(limit, mark.slice(-1), database) },
};
