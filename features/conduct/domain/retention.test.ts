import { describe, expect, it } from "vitest";
import { keepAuditUntil, keepOutcomeUntil, keepUntil, mayPurge, retentionClassOf, type PurgeFacts } from "./retention";

const since = new Date("2026-03-01T00:00:00Z");
const facts = { since, lastIncident: new Date("2026-02-01T00:00:00Z"), ended: new Date("2026-06-01T00:00:00Z") };

describe("the time for keeping", () => {
  it.each([
    ["draft", "2026-03-15"],
    ["no_action", "2026-05-30"],
    ["warning", "2028-02-01"],
    ["timeout", "2029-06-01"],
    ["ban", "2029-06-01"],
  ] as const)("%s ends on %s", (retention, day) => {
    expect(keepUntil(retention, facts)).toEqual(new Date(`${day}T00:00:00Z`));
  });

  it("does not end while a measure holds", () => {
    expect(keepUntil("ban", { ...facts, ended: null })).toBeNull();
    expect(keepUntil("timeout", { ...facts, ended: null })).toBeNull();
  });

  it("of an old incident is not shorter than of a report without consequences", () => {
    const old = { ...facts, lastIncident: new Date("2020-01-01T00:00:00Z"), ended: new Date("2020-01-01T00:00:00Z") };
    for (const retention of ["warning", "timeout", "ban"] as const) {
      expect(keepUntil(retention, old)).toEqual(keepUntil("no_action", old));
    }
  });

  it("counts a warning from its closing when nobody knows when it happened", () => {
    expect(keepUntil("warning", { ...facts, lastIncident: null })).toEqual(new Date("2028-03-01T00:00:00Z"));
  });

  it("of an outcome is that of the case, and there is none without one", () => {
    expect(keepOutcomeUntil("warning", facts)).toEqual(keepUntil("warning", facts));
    expect(keepOutcomeUntil("no_action", facts)).toBeNull();
    expect(keepOutcomeUntil("draft", facts)).toBeNull();
  });

  it("of the audit log is seven years", () => {
    expect(keepAuditUntil(since)).toEqual(new Date("2033-03-01T00:00:00Z"));
  });
});

describe("the class of a case", () => {
  it.each([
    [[], "no_action"],
    [["platform_referral", "interim_protective"], "no_action"],
    [["platform_referral", "content_redaction"], "warning"],
    [["warning", "timeout"], "timeout"],
    [["no_contact"], "timeout"],
    [["ban", "warning", "timeout"], "ban"],
  ] as const)("%j: %s", (measures, retention) => {
    expect(retentionClassOf(measures)).toBe(retention);
  });
});

describe("erasing", () => {
  const free: PurgeFacts = {
    keepUntil: since,
    holds: [],
    hasActiveMeasure: false,
    hasOpenAppeal: false,
    appealUntil: null,
  };
  const now = new Date("2026-03-01T00:00:00Z");
  const later = new Date("2026-03-01T00:00:01Z");
  it.each<[Partial<PurgeFacts>, string | null]>([
    [{}, null],
    [{ holds: [{ until: now }], appealUntil: new Date(0) }, null],
    [{ keepUntil: later }, "not over"],
    [{ keepUntil: null }, "measure"],
    [{ hasActiveMeasure: true }, "measure"],
    [{ hasOpenAppeal: true }, "appeal is open"],
    [{ appealUntil: now }, "can still be appealed"],
    [{ holds: [{ until: now }, { until: later }] }, "legal hold"],
  ])("with %j: %s", (change, why) => {
    const answer = mayPurge({ ...free, ...change }, now);
    if (why === null) expect(answer).toEqual({ ok: true });
    else expect(answer).toMatchObject({ ok: false, why: expect.stringContaining(why) });
  });
});
