import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { findEscalationContact, listDeskPeople } from "./desk-people";

/** Who would read a report, as whoever is about to send one sees it. */
export type Readers = { people: { id: string; name: string; isLead: boolean }[]; hasEscalation: boolean };

/**
 * Returns who reads reports, by name; everybody may know, whoever reports without signing in, too. Somebody of the desk
 * is left out of their own list, because nobody handles what they have reported.
 */
export async function listReaders(viewer: Viewer, database?: Database): Promise<Readers> {
  const opened = database ?? (await getDatabase());
  const own = viewer.isSignedIn ? viewer.person.id : null;
  const people = (await listDeskPeople(opened)).filter(({ id }) => id !== own);
  return {
    people: people.map(({ id, name, isLead }) => ({ id, name, isLead })),
    hasEscalation: (await findEscalationContact(opened)) !== null,
  };
}
