import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import { users } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { openKey } from "@/lib/vault/vault";
import { newCodeName } from "../domain/code-name";
import { findMentioned } from "../domain/mentions";
import type { PartyIdentity, Platform } from "../domain/party";
import { allegations, messages, parties } from "./case-tables";
import { recordConflicts } from "./conflict-rules";
import { listDeskPeople } from "./desk-people";
import { changeCase, isId, nothingHere, workOnCase, type Target } from "./desk-work";
import { measures } from "./measure-tables";
import { handleRefOf, personRefOf } from "./person-ref";
import { placeOf } from "./sealed";

type PartyRole = "reported" | "affected" | "witness";
type Found = { ref: string; identity: PartyIdentity; personId: string | null };

async function findPerson(tx: Database, address: string): Promise<Found> {
  const email = address.trim().toLowerCase();
  const [person] = await tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.email, email), isNull(users.deletedAt)));
  if (person === undefined)
    throw new AppError("invalid", "No account here has this address. Choose where else the person is known.", {
      field: "handle",
    });
  return {
    ...{ ref: personRefOf(person.id), personId: person.id },
    identity: { platform: "portal", handle: email, name: person.name },
  };
}

/**
 * Adds somebody to a case: by an account of the portal, or by what they are called elsewhere. Whoever of them is of the
 * desk loses sight of the case at once; a named lead hands it to the escalation contact. Whoever works on it may.
 */
export function addParty(
  viewer: Viewer,
  target: Target,
  given: { role: PartyRole; platform: Platform; handle: string },
): Promise<void> {
  return workOnCase(viewer, target, "edit_case", async (tx, { row }) => {
    const { role, platform, handle } = given;
    const found: Found =
      platform === "portal"
        ? await findPerson(tx, handle)
        : {
            ref: handleRefOf(platform, handle),
            identity: { platform, handle: handle.trim(), name: "" },
            personId: null,
          };
    const mine = and(eq(parties.caseId, row.id), eq(parties.ref, found.ref), eq(parties.role, role));
    if ((await tx.select({ id: parties.id }).from(parties).where(mine)).length > 0)
      throw new AppError("invalid", "This person is in the case already in that part.", { field: "handle" });
    const key = await openKey(tx, row.id);
    const id = randomUUID();
    const who = key.seal(placeOf.who(id), JSON.stringify(found.identity));
    await tx.insert(parties).values({ id, caseId: row.id, role, ref: found.ref, who, codeName: newCodeName() });
    await changeCase(tx, row.id);
    await keepAway(tx, row.id, found, role);
    await audit(tx, {
      ...{ act: "conduct.party_added", actor: actorOf(viewer), object: { kind: "case", id: row.id } },
      detail: { party: id, role },
    });
  });
}

/** A party who is of the desk is out at once; whoever only seems to be meant is suggested, which decides nothing. */
async function keepAway(tx: Database, caseId: string, found: Found, role: PartyRole): Promise<void> {
  const desk = await listDeskPeople(tx);
  const self = desk.find(({ id }) => id === found.personId);
  if (self !== undefined) {
    const conflict = { personId: self.id, kind: "hard", source: "lead_imposed" } as const;
    await recordConflicts(tx, caseId, [conflict], self.isLead && role === "reported");
    return;
  }
  if (found.personId !== null) return;
  const meant = findMentioned({ who: found.identity.handle, others: [] }, desk);
  const suggested = meant.map((personId) => ({
    ...{ personId, kind: "soft" as const, source: "system_suggested" as const },
  }));
  await recordConflicts(tx, caseId, suggested);
}

/** Takes somebody out of a case who was added by mistake. Throws invalid once anything hangs on them. */
export function removeParty(viewer: Viewer, target: Target, partyId: string): Promise<void> {
  return workOnCase(viewer, target, "edit_case", async (tx, { row }) => {
    if (!isId(partyId)) throw nothingHere();
    const uses = [
      await tx.select({ id: allegations.id }).from(allegations).where(eq(allegations.partyId, partyId)),
      await tx.select({ id: measures.id }).from(measures).where(eq(measures.partyId, partyId)),
      await tx.select({ id: messages.id }).from(messages).where(eq(messages.partyId, partyId)),
    ];
    if (uses.some((rows) => rows.length > 0))
      throw new AppError("invalid", "Allegations, messages or measures name this person: they stay in the case.");
    const removed = await tx
      .delete(parties)
      .where(and(eq(parties.id, partyId), eq(parties.caseId, row.id)))
      .returning({ id: parties.id });
    if (removed.length === 0) throw nothingHere();
    await changeCase(tx, row.id);
    await audit(tx, {
      ...{ act: "conduct.party_removed", actor: actorOf(viewer), object: { kind: "case", id: row.id } },
      detail: { party: partyId },
    });
  });
}
