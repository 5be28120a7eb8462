import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal, visit } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { AppError } from "@/lib/errors";
import { makeKey } from "@/lib/vault/vault";
import { may, type Relation } from "../domain/policy";
import { reportContentSchema } from "../domain/report-form";
import { canonicalSnapshot, hashOfSnapshot } from "../domain/snapshot";
import { standingOf } from "./access";
import { openCase } from "./case-commands";
import { assignments, cases, conflicts, evidence, parties } from "./case-tables";
import { writeEntry } from "./entries";
import { personRefOf } from "./person-ref";
import { listQueue } from "./queue-queries";
import { listReadingTasks } from "./reading-queries";
import { exclusions, reports } from "./report-tables";
import { reporterRefsOf } from "./reporter-ref";
import { placeOf } from "./sealed";
import { deskModules, missesItsObject, operations, withoutObject, type Ground } from "./test-matrix";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
  process.env.PORTAL_CONDUCT_ESCALATION = "outside@example.org";
});

const none: Relation = {
  ...{ isAssigned: false, isInPool: false, hardConflict: false, softConflict: false, isExcluded: false },
  ...{ isParty: false, isReporter: false, isEscalated: false, isEscalationContact: false },
  ...{ isAppealReviewer: false, isNativeReader: false },
};

/** What a person is to a case and to the report in it, as the policy sees it. */
const inCase = {
  assigned: { isAssigned: true },
  unassigned: { isInPool: true },
  "assigned to somebody else": {},
  "left out by the reporter": { isInPool: true, hardConflict: true },
  "in hard conflict": { isAssigned: true, hardConflict: true },
  "in soft conflict": { isAssigned: true, softConflict: true },
  "a party": { isAssigned: true, isParty: true },
  "the reporter": { isInPool: true, isReporter: true },
  escalated: { isInPool: true, isEscalated: true },
  "a native reader": { isNativeReader: true },
  "a reviewer of an appeal": { isAppealReviewer: true },
} satisfies Record<string, Partial<Relation>>;
/** What a person is to a report that is in no case. */
const alone = {
  "in sight": { isInPool: true, isAssigned: true },
  "left out": { isInPool: true, isAssigned: true, isExcluded: true },
  "their own": { isInPool: true, isAssigned: true, isReporter: true },
  escalated: { isInPool: true, isEscalated: true },
} satisfies Record<string, Partial<Relation>>;
const relations = [
  ...Object.entries(inCase).map(([name, flags]) => ({ name, flags: flags as Partial<Relation>, hasCase: true })),
  ...Object.entries(alone).map(([name, flags]) => ({ name, flags: flags as Partial<Relation>, hasCase: false })),
];

const roleNames = [
  ...["guest", "member", "team_member", "organizer", "program_manager", "conduct_moderator", "conduct_lead"],
  ...["admin", "escalation contact", "sleeping conduct_lead"],
] as const;

/** Modules with doors of their own, held by their own tests. */
const elsewhere =
  /^(appeal|decision|draft|emergency|erasure|export|figures|file|hold|inbox|measure|notice|outcome|reporting|retention)-/;

it("every query and command of the desk is in the matrix, and every module of conduct is known", () => {
  const exported = Object.values(deskModules).flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  expect(exported.toSorted()).toEqual([...Object.keys(operations), ...withoutObject].toSorted());
  const files = readdirSync(import.meta.dirname).filter((file) => /-(queries|commands)\.ts$/.test(file));
  const camel = (file: string) =>
    file.replace(".ts", "").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  expect(
    files
      .filter((file) => !elsewhere.test(file))
      .map(camel)
      .toSorted(),
  ).toEqual(Object.keys(deskModules).toSorted());
});

class Undone extends Error {}

forEachEngine((open) => {
  let database: Database;
  let somebody: string;
  const people = new Map<string, Viewer>();
  const grounds = new Map<string, Ground>();

  beforeAll(async () => {
    serveDatabase((database = await open()));
    somebody = (await signInNewPerson(database)).person.id;
    for (const name of roleNames) people.set(name, await personOf(name));
    for (const { name, flags, hasCase } of relations)
      for (const role of roleNames)
        grounds.set(`${role} ${name} ${hasCase}`, await makeGround(people.get(role)!, flags, hasCase));
  });

  async function personOf(name: (typeof roleNames)[number]): Promise<Viewer> {
    if (name === "guest") return Viewer.guest();
    if (name === "member") return signInNewPerson(database);
    if (name === "escalation contact")
      return signInNewPerson(database, { email: "outside@example.org", hasSecondFactor: true });
    if (name === "sleeping conduct_lead") return signInNewPerson(database, { roles: ["conduct_lead"] });
    return signInNewPerson(database, { roles: [name as "admin"], hasSecondFactor: true });
  }

  /** Writes a case, or a report in none, to which a person stands in a relation. */
  const makeGround = (viewer: Viewer, flags: Partial<Relation>, hasCase: boolean): Promise<Ground> =>
    asPortal(async (tx) => {
      const personId = viewer.isSignedIn ? viewer.person.id : somebody;
      const [caseId, reportId, partyId, evidenceId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      const now = new Date();
      if (hasCase) {
        const key = await makeKey(tx, caseId);
        const row = { id: caseId, codeName: caseId, state: "triage" as const, nextUpdateBy: now };
        const summary = key.seal(placeOf.summary(caseId), "Words");
        await tx.insert(cases).values({ ...row, summary, isEscalated: flags.isEscalated === true });
        const who = (id: string) => key.seal(placeOf.who(id), JSON.stringify({ platform: "other", handle: "x" }));
        const party = { caseId, role: "reported" as const, codeName: "a-b" };
        await tx.insert(parties).values({ ...party, id: partyId, ref: randomUUID(), who: who(partyId) });
        if (flags.isParty === true) {
          const own = randomUUID();
          await tx.insert(parties).values({ ...party, id: own, ref: personRefOf(personId), who: who(own) });
        }
        const canonical = canonicalSnapshot({
          ...{ platform: "forum", link: "", handle: "", text: "Words", label: "none", capturedAt: now.toISOString() },
        });
        const content = key.seal(placeOf.evidence(evidenceId), canonical);
        const sha256 = hashOfSnapshot(canonical);
        await tx
          .insert(evidence)
          .values({ id: evidenceId, caseId, kind: "snapshot", content, sha256, capturedBy: somebody });
        const assign = (id: string, role: "handler" | "native_reader" | "appeal_reviewer") =>
          tx.insert(assignments).values({ caseId, personId: id, role, assignedBy: somebody });
        if (flags.isAssigned === true) await assign(personId, "handler");
        else if (flags.isInPool !== true) await assign(somebody, "handler");
        if (flags.isAppealReviewer === true) await assign(personId, "appeal_reviewer");
        if (flags.isNativeReader === true) {
          await assign(personId, "native_reader");
          const item = { kind: "evidence" as const, id: evidenceId };
          const entry = { kind: "native_reader" as const, personId, language: "Thai", item };
          await writeEntry(tx, key, { caseId }, { authorId: somebody, entry });
        }
        if (flags.hardConflict === true || flags.softConflict === true) {
          const kind = flags.hardConflict === true ? ("hard" as const) : ("soft" as const);
          const source = flags.isInPool === true ? ("reporter_exclusion" as const) : ("self" as const);
          await tx.insert(conflicts).values({ caseId, personId, kind, source });
        }
      }
      const key = await makeKey(tx, reportId);
      const content = JSON.stringify(reportContentSchema.parse({ what: "Words" }));
      await tx.insert(reports).values({
        ...{ id: reportId, mode: "confidential", submissionRef: reportId, isReleased: true },
        ...{ state: hasCase ? "linked" : "acknowledged", caseId: hasCase ? caseId : null },
        content: key.seal({ table: "conduct_report", column: "content", row: reportId }, content),
        ...{ submittedOn: "2026-11-20", acknowledgeBy: now, nextUpdateBy: now },
        reporterRef: flags.isReporter === true ? reporterRefsOf(personId)[0] : null,
        isEscalated: !hasCase && flags.isEscalated === true,
      });
      if (flags.isExcluded === true) await tx.insert(exclusions).values({ reportId, personId, source: "reporter" });
      return { caseId, reportId, partyId, evidenceId, other: randomUUID() };
    }, database);

  /** Runs something and undoes it, so that every cell of the matrix finds the same ground. */
  async function undone(run: (tx: Database) => Promise<void>): Promise<void> {
    await database
      .transaction(async (tx) => {
        serveDatabase(tx);
        await run(tx);
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      })
      .finally(() => serveDatabase(database));
  }

  /** Everything that an operation could leave behind, in a line. */
  async function traceOf(tx: Database): Promise<string> {
    await visit(tx, "system", "");
    const { rows } = (await tx.execute(sql`select
      (select count(*) from audit_event) as events, (select count(*) from job) as jobs,
      (select count(*) from conduct_message) as messages, (select count(*) from conduct_conflict) as conflicts,
      (select count(*) from conduct_assignment) as tasks, (select count(*) from conduct_evidence) as evidence,
      (select sum(version) from conduct_case) as cases, (select sum(version) from conduct_report) as reports`)) as {
      rows: unknown[];
    };
    return JSON.stringify(rows);
  }

  const answerOf = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => "done",
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        return error.kind === "not_found" ? `not_found: ${error.message}` : error.kind;
      },
    );
  const refusal = "not_found: There is nothing here.";

  const mayDo = (role: string, viewer: Viewer, act: Parameters<typeof may>[0], flags: Partial<Relation>) =>
    viewer.isSignedIn &&
    may(act, standingOf(viewer), { ...none, ...flags, isEscalationContact: role === "escalation contact" });

  describe.each(roleNames)("for a %s", (role) => {
    it.each(relations)("to whom it is $name (in a case: $hasCase), all is as the policy says", async (relation) => {
      const viewer = people.get(role)!;
      const ground = grounds.get(`${role} ${relation.name} ${relation.hasCase}`)!;
      const tried = Object.entries(operations).filter(([, { on }]) => relation.hasCase || on === "report");
      const isAllowed = (name: string) => mayDo(role, viewer, operations[name]!.act, relation.flags);
      await undone(async (tx) => {
        const before = await traceOf(tx);
        for (const [name, { run }] of tried)
          if (!isAllowed(name)) expect(await answerOf(run(viewer, ground)), name).toBe(refusal);
        expect(await traceOf(tx)).toBe(before);
      });
      for (const [name, { run }] of tried)
        if (isAllowed(name) && !missesItsObject.includes(name))
          await undone(async () => expect(await answerOf(run(viewer, ground)), name).not.toBe(refusal));
    });

    it("what does not exist is answered like what is not theirs", async () => {
      const viewer = people.get(role)!;
      const strange = { caseId: randomUUID(), reportId: randomUUID(), partyId: randomUUID(), evidenceId: randomUUID() };
      for (const ids of [strange, { ...strange, caseId: "1 or 1=1", reportId: "../" }])
        for (const [name, { run }] of Object.entries(operations))
          expect(await answerOf(run(viewer, { ...ids, other: randomUUID() })), name).toBe(refusal);
    });

    it("the queue and its counts hold what the policy lists, and nothing else", async () => {
      const viewer = people.get(role)!;
      const isOfDesk = ["conduct_moderator", "conduct_lead", "escalation contact"].includes(role);
      const asked = (page: number) => listQueue(viewer, { view: "all", search: "", page });
      if (!isOfDesk) {
        expect(await answerOf(asked(1))).toBe(refusal);
        expect(await answerOf(openCase(viewer, { summary: "Words", conflict: "none" }))).toBe(refusal);
        return;
      }
      const first = await asked(1);
      const listed = new Set(first.items.map(({ id }) => id));
      for (let page = 2; page <= first.pages; page += 1) for (const { id } of (await asked(page)).items) listed.add(id);
      for (const { name, flags, hasCase } of relations) {
        const { caseId, reportId } = grounds.get(`${role} ${name} ${hasCase}`)!;
        expect(listed.has(hasCase ? caseId : reportId), name).toBe(mayDo(role, viewer, "list", flags));
        if (hasCase) expect(listed.has(reportId)).toBe(false);
      }
      expect(first.counts.all).toBe(listed.size);
    });

    it("only a native reader is asked to read", async () => {
      const viewer = people.get(role)!;
      const tasks = listReadingTasks(viewer);
      if (role === "guest") expect(await answerOf(tasks)).toBe(refusal);
      else expect(await tasks).toEqual([grounds.get(`${role} a native reader true`)!.caseId]);
    });
  });
});
