import { describe, expect, it } from "vitest";
import { acts, may, needsTwoPeople, type Act, type Relation, type Standing } from "./policy";

// The ways to a case, in the order of the columns below: a moderator to whom it is not assigned, one while it is
// assigned to nobody, one to whom it is assigned, a lead (or the escalation contact), an appeal reviewer, a native
// reader. `s` marks what stays with a soft conflict.
const matrix: Record<Act, string> = {
  list: "ssss s .",
  open: "ssss s .",
  declare_conflict: "ssss s s",
  take: ".x.x . .",
  read_text: ".sss s .",
  read_files: ".sss s .",
  read_notes: ".sss s .",
  write_note: ".sss s .",
  read_original: "..xx x .",
  read_case_audit: "..xx x .",
  edit_case: "..xx . .",
  capture_evidence: "..xx . .",
  link_report: "..xx . .",
  request_native_reader: "..xx . .",
  impose_interim: "..xx . .",
  propose: "..xx . .",
  vote: "..xx . .",
  write_message: "..xx . .",
  write_notice: "..xx . .",
  tick_notice: "..xx . .",
  execute_measure: "..xx . .",
  mark_spam: "..xx . .",
  put_out_of_scope: "..xx . .",
  merge: "..xx . .",
  assign: "...x . .",
  impose_conflict: "...x . .",
  lift_conflict: "...x . .",
  answer_withdrawal: "...x . .",
  hand_over: "...x . .",
  reopen: "...x . .",
  assign_appeal: "...x . .",
  open_identity: "...x . .",
  export: "...x . .",
  hold: "...x . .",
  decide_appeal: ".... x .",
  read_item: ".... . s",
  write_translation: ".... . x",
};

const standingFlags = ["isModerator", "isLead", "isAdmin"] as const;
const relationFlags = [
  "isAssigned",
  "isInPool",
  "hardConflict",
  "softConflict",
  "isExcluded",
  "isParty",
  "isReporter",
  "isEscalated",
  "isEscalationContact",
  "isAppealReviewer",
  "isNativeReader",
] as const;

function everyCombination<Flag extends string>(flags: readonly Flag[]): Record<Flag, boolean>[] {
  return Array.from(
    { length: 2 ** flags.length },
    (_, bits) => Object.fromEntries(flags.map((flag, at) => [flag, (bits & (1 << at)) !== 0])) as Record<Flag, boolean>,
  );
}

const nobody: Standing = { isModerator: false, isLead: false, isAdmin: false };
const stranger: Relation = Object.assign({}, everyCombination(relationFlags)[0]);

function columnsOf(standing: Standing, relation: Relation): number[] {
  const isReached = !relation.isEscalated || relation.isAssigned;
  const isTeam = (standing.isModerator || standing.isLead) && isReached;
  const columns: [number, boolean][] = [
    [0, isTeam],
    [1, isTeam && relation.isInPool],
    [2, isTeam && relation.isAssigned],
    [3, (standing.isLead && isReached) || (relation.isEscalated && relation.isEscalationContact)],
    [4, relation.isAppealReviewer],
    [5, relation.isNativeReader],
  ];
  return columns.filter(([, applies]) => applies).map(([column]) => column);
}

function isExpected(act: Act, standing: Standing, relation: Relation): boolean {
  if (relation.hardConflict || relation.isExcluded || relation.isParty || relation.isReporter) return false;
  const cells = columnsOf(standing, relation).map((column) => matrix[act].replaceAll(" ", "")[column]);
  return relation.softConflict ? cells.includes("s") : cells.includes("s") || cells.includes("x");
}

describe("who may do what", () => {
  it("is answered by the matrix for every act, standing and relation", () => {
    const wrong: unknown[] = [];
    for (const standing of everyCombination(standingFlags)) {
      for (const relation of everyCombination(relationFlags)) {
        for (const act of acts) {
          const expected = isExpected(act, standing, relation);
          if (may(act, standing, relation) !== expected) wrong.push({ act, expected, standing, relation });
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(Object.keys(matrix).toSorted()).toEqual([...acts].toSorted());
  });

  it.each(["hardConflict", "isExcluded", "isParty", "isReporter"] as const)(
    "is nothing at all for whoever has %s, in every role",
    (flag) => {
      for (const standing of everyCombination(standingFlags)) {
        for (const relation of everyCombination(relationFlags)) {
          const allowed = acts.filter((act) => may(act, standing, { ...relation, [flag]: true }));
          expect(allowed).toEqual([]);
        }
      }
    },
  );

  it("is nothing for an admin, and being admin beside another role changes nothing", () => {
    expect(acts.filter((act) => may(act, { ...nobody, isAdmin: true }, { ...stranger, isAssigned: true }))).toEqual([]);
    for (const standing of everyCombination(standingFlags)) {
      for (const act of acts) {
        expect(may(act, { ...standing, isAdmin: true }, stranger)).toBe(
          may(act, { ...standing, isAdmin: false }, stranger),
        );
      }
    }
  });

  it("ends with the role: an assignment alone opens nothing", () => {
    expect(acts.filter((act) => may(act, nobody, { ...stranger, isAssigned: true, isInPool: true }))).toEqual([]);
  });

  it("is nothing for the team once a case went to the escalation contact, who sees no other case", () => {
    const lead = { ...nobody, isModerator: true, isLead: true };
    expect(acts.filter((act) => may(act, lead, { ...stranger, isEscalated: true, isInPool: true }))).toEqual([]);
    expect(may("vote", nobody, { ...stranger, isEscalated: true, isEscalationContact: true })).toBe(true);
    expect(acts.filter((act) => may(act, nobody, { ...stranger, isEscalationContact: true }))).toEqual([]);
  });

  it("with a soft conflict is reading and commenting, never deciding or writing to somebody", () => {
    for (const act of ["vote", "propose", "write_notice", "tick_notice", "write_message", "decide_appeal"] as const) {
      for (const relation of everyCombination(relationFlags)) {
        expect(may(act, { isModerator: true, isLead: true, isAdmin: true }, { ...relation, softConflict: true })).toBe(
          false,
        );
      }
    }
  });

  it("takes two people where one could do harm that cannot be taken back", () => {
    expect(acts.filter(needsTwoPeople).toSorted()).toEqual(
      ["export", "hold", "mark_spam", "merge", "open_identity", "put_out_of_scope"].toSorted(),
    );
  });
});
