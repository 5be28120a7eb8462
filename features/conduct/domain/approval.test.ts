import { describe, expect, it } from "vitest";
import { approvalsNeeded, isApproved, mayAct, missingApprovals, type Proposer, type Vote } from "./approval";
import type { Measure, MeasureType } from "./measure";

const start = new Date("2026-03-01T00:00:00Z");
const measure = (type: MeasureType, days: number | null = null, isLegalConsulted = false): Measure => ({
  type,
  startsAt: start,
  endsAt: days === null ? null : new Date(start.getTime() + days * 86_400_000),
  isLegalConsulted,
});
const ada: Proposer = { id: "ada", isLead: false, isConflicted: false };
const vote = (by: string, over: Partial<Vote> = {}): Vote => ({
  by,
  vote: "approve",
  isLead: false,
  isConflicted: false,
  ...over,
});

describe("the approvals of a measure", () => {
  it.each([
    ["platform_referral", null, 1, false, null, false],
    ["warning", null, 1, false, null, false],
    ["content_redaction", null, 1, false, null, false],
    ["interim_protective", 14, 1, false, 24, false],
    ["timeout", 7, 1, false, 24, false],
    ["timeout", 7.01, 2, false, null, false],
    ["limited_activities", 60, 2, false, null, false],
    ["timeout", 60.01, 2, false, null, true],
    ["no_contact", null, 2, false, null, true],
    ["ban", null, 2, true, null, false],
  ] as const)("%s for %s days", (type, days, people, mustIncludeLead, reviewWithinHours, needsLegalConsulted) => {
    expect(approvalsNeeded(measure(type, days))).toEqual({
      people,
      mustIncludeLead,
      reviewWithinHours,
      needsLegalConsulted,
    });
  });

  it("of a warning are complete when one person without a conflict proposes it", () => {
    expect(isApproved(measure("warning"), [], ada)).toBe(true);
    expect(isApproved(measure("warning"), [], { ...ada, isConflicted: true })).toBe(false);
  });

  it("never count the proposer's own vote as the second", () => {
    const long = measure("timeout", 30);
    expect(isApproved(long, [vote("ada"), vote("ada")], ada)).toBe(false);
    expect(isApproved(long, [vote("ben")], ada)).toBe(true);
  });

  it("never count a vote with a conflict, neither for nor against", () => {
    const long = measure("timeout", 30);
    expect(isApproved(long, [vote("ben", { isConflicted: true })], ada)).toBe(false);
    const against = vote("cem", { vote: "reject", isConflicted: true });
    expect(isApproved(long, [vote("ben"), against], ada)).toBe(true);
  });

  it("are stopped by whoever rejects, until that person changes the vote", () => {
    const long = measure("timeout", 30);
    const votes = [vote("ben"), vote("cem"), vote("dia", { vote: "reject" })];
    expect(isApproved(long, votes, ada)).toBe(false);
    expect(isApproved(long, [...votes, vote("dia", { vote: "abstain" })], ada)).toBe(true);
    expect(isApproved(measure("warning"), [vote("ada", { vote: "reject" })], ada)).toBe(false);
  });

  it("of one person who votes twice are one", () => {
    expect(isApproved(measure("timeout", 30), [vote("ben"), vote("ben", { vote: "abstain" })], ada)).toBe(false);
  });

  it("of a ban include a lead, as proposer or as approver", () => {
    expect(isApproved(measure("ban"), [vote("ben"), vote("cem")], ada)).toBe(false);
    expect(isApproved(measure("ban"), [vote("lea", { isLead: true })], ada)).toBe(true);
    expect(isApproved(measure("ban"), [vote("ben")], { ...ada, isLead: true })).toBe(true);
    expect(isApproved(measure("ban"), [], { ...ada, isLead: true })).toBe(false);
    expect(isApproved(measure("ban"), [vote("lea", { isLead: true, vote: "abstain" }), vote("ben")], ada)).toBe(false);
  });

  it("of more than 60 days ask for legal advice", () => {
    expect(isApproved(measure("timeout", 90), [vote("ben")], ada)).toBe(false);
    expect(isApproved(measure("timeout", 90, true), [vote("ben")], ada)).toBe(true);
  });

  it("say everything that they lack", () => {
    expect(missingApprovals(measure("ban"), [], { ...ada, isConflicted: true })).toEqual([
      "Whoever proposed this has a conflict: somebody else must propose it.",
      "A second person must approve this.",
      "A conduct lead must be among those who decide this.",
    ]);
  });
});

describe("evidence before action", () => {
  it.each([
    [true, true, false, true, null],
    [true, false, false, false, undefined],
    [false, true, false, false, undefined],
    [false, false, false, false, undefined],
    [true, true, true, true, 24],
    [true, false, true, true, 24],
    [false, false, true, true, 24],
  ])("case %s, snapshot %s, emergency %s", (hasCase, hasSealedSnapshot, isEmergency, ok, hours) => {
    const answer = mayAct({ hasCase, hasSealedSnapshot, isEmergency });
    expect(answer.ok).toBe(ok);
    if (answer.ok) expect(answer.reviewWithinHours).toBe(hours);
    else expect(answer.why).toMatch(/ first: /);
  });
});
