/** What a person is in the team, read from roles that are awake. An admin's role gives nothing here. */
export type Standing = { isModerator: boolean; isLead: boolean; isAdmin: boolean };

/** What a person is to one case, or to one report that has no case yet. */
export type Relation = {
  isAssigned: boolean;
  /** Nobody is assigned yet: every moderator without a conflict may look and take it. Only then comes any work. */
  isInPool: boolean;
  hardConflict: boolean;
  softConflict: boolean;
  isExcluded: boolean;
  isParty: boolean;
  isReporter: boolean;
  /** The case went to the escalation contact. That ends every assignment from before. */
  isEscalated: boolean;
  isEscalationContact: boolean;
  isAppealReviewer: boolean;
  isNativeReader: boolean;
};

const seeing = ["list", "open", "declare_conflict"] as const;
const reading = ["read_text", "read_files", "read_notes", "write_note"] as const;
const working = [
  "read_original",
  "read_case_audit",
  "edit_case",
  "capture_evidence",
  "link_report",
  "request_native_reader",
  "impose_interim",
  "propose",
  "vote",
  "write_message",
  "write_notice",
  "tick_notice",
  "execute_measure",
  "mark_spam",
  "put_out_of_scope",
  "merge",
] as const;
const leading = [
  "assign",
  "impose_conflict",
  "lift_conflict",
  "answer_withdrawal",
  "hand_over",
  "reopen",
  "assign_appeal",
  "open_identity",
  "export",
  "hold",
] as const;
const reviewing = ["decide_appeal"] as const;
const translating = ["read_item", "write_translation"] as const;

/** Everything that can be done to a case or a report at the desk. */
export const acts = [...seeing, "take", ...reading, ...working, ...leading, ...reviewing, ...translating] as const;
export type Act = (typeof acts)[number];

// A soft conflict may read and comment; it decides nothing and writes to nobody (CNCF).
const softActs: ReadonlySet<Act> = new Set<Act>([...seeing, ...reading, "read_item"]);

const twoPeopleActs: ReadonlySet<Act> = new Set<Act>([
  "mark_spam",
  "put_out_of_scope",
  "merge",
  "open_identity",
  "export",
  "hold",
]);

// What each way to a case opens. Whoever has several has what any of them opens.
const doors = {
  moderator: setOf(seeing),
  pool: setOf(["take"], reading),
  handler: setOf(seeing, reading, working),
  lead: setOf(seeing, ["take"], reading, working, leading),
  appealReviewer: setOf(seeing, reading, ["read_original", "read_case_audit"], reviewing),
  nativeReader: setOf(["declare_conflict"], translating),
};

/** Tells whether an act needs a second person who may do it too; `may` answers for each of the two. */
export function needsTwoPeople(act: Act): boolean {
  return twoPeopleActs.has(act);
}

/**
 * Tells whether somebody may do something to a case or a report. Whoever reported it, is a party of it, was left out by
 * the reporter or has a hard conflict may do nothing at all, in every role: for them it does not exist here. Their own
 * report they read in their inbox, which is another door.
 */
export function may(act: Act, standing: Standing, relation: Relation): boolean {
  if (relation.hardConflict || relation.isExcluded || relation.isParty || relation.isReporter) return false;
  if (relation.softConflict && !softActs.has(act)) return false;
  return doorsOf(standing, relation).some((door) => door.has(act));
}

function doorsOf(standing: Standing, relation: Relation): ReadonlySet<Act>[] {
  const found: ReadonlySet<Act>[] = [];
  if (relation.isAppealReviewer) found.push(doors.appealReviewer);
  if (relation.isNativeReader) found.push(doors.nativeReader);
  if (relation.isEscalated && relation.isEscalationContact) found.push(doors.lead);

  const isTeam = standing.isModerator || standing.isLead;
  if (!isTeam || (relation.isEscalated && !relation.isAssigned)) return found;
  found.push(doors.moderator);
  if (relation.isInPool) found.push(doors.pool);
  if (relation.isAssigned) found.push(doors.handler);
  if (standing.isLead) found.push(doors.lead);
  return found;
}

function setOf(...groups: (readonly Act[])[]): ReadonlySet<Act> {
  return new Set(groups.flat());
}
