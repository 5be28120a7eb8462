import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { signInNewPerson, serveDatabase } from "@/lib/auth/test-people";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import type { MeasureType } from "../domain/measure";
import { keepCase } from "./case-retention";
import { cases, counters } from "./case-tables";
import { confirmHold, endHold, placeHold } from "./hold-commands";
import { listHolds } from "./holds";
import { drafts, files, reports } from "./report-tables";
import { applyRetention, planRetention } from "./retention";
import { addFiles } from "./stored-files";
import { daysFromNow, everyRow, makeCase } from "./test-keeping";
import { release, report } from "./test-inbox";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});

const day = 86_400_000;
const dayText = (date: Date) => date.toISOString().slice(0, 10);

forEachEngine((open) => {
  let database: Database;
  let lead: Viewer;
  let other: Viewer;
  let reporter: Viewer;

  beforeEach(async () => {
    serveDatabase((database = await open()));
    await asPortal(async (tx) => {
      for (const table of [
        ...["conduct_case", "conduct_report", "conduct_draft", "conduct_file"],
        ...["conduct_message", "conduct_receipt", "data_key"],
      ])
        await tx.execute(sql`delete from ${sql.identifier(table)}`);
      await tx.execute(sql`delete from role_grant`);
    }, database);
    const roles = ["conduct_lead" as const];
    lead = await signInNewPerson(database, { name: "Lea", roles, hasSecondFactor: true });
    other = await signInNewPerson(database, { name: "Lou", roles, hasSecondFactor: true });
    reporter = await signInNewPerson(database, { name: "Ana" });
  });

  const apply = (now: Date) => database.transaction((tx) => applyRetention(tx, now));
  const isThere = async (caseId: string) =>
    (await asPortal((tx) => tx.$count(cases, eq(cases.id, caseId)), database)) > 0;
  const planOf = async (caseId: string, now: Date) => {
    const lines = await asPortal((tx) => planRetention(tx, now), database);
    return lines.find((line) => line.caseId === caseId)!;
  };
  const why = async (caseId: string, now: Date) => {
    const { purge } = await planOf(caseId, now);
    return purge.ok ? "" : purge.why;
  };

  it("an erased case leaves nothing of its reports, messages, files, receipts and keys, and no other case loses anything", async () => {
    const gone = await makeCase(database, lead, reporter, {
      closedAt: daysFromNow(-400 * 3),
      measure: { type: "timeout", state: "expired", endsAt: daysFromNow(-1200), appealUntil: daysFromNow(-1000) },
      appeal: "communicated",
    });
    const before = await everyRow(database);
    const rowsOf = (found: Map<string, string[]>) => new Map([...found].map(([table, rows]) => [table, rows.length]));
    const stays = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-10) });
    await asPortal(
      (tx) =>
        tx
          .insert(counters)
          .values({ period: "2020-H1", dimension: "tier", bucket: "2", count: 7 })
          .onConflictDoNothing(),
      database,
    );
    const full = rowsOf(before);
    for (const table of ["conduct_file_part", "conduct_receipt", "conduct_message", "conduct_identity", "data_key"])
      expect(full.get(table), table).toBeGreaterThan(0);

    await apply(new Date());

    const after = await everyRow(database);
    const uuids = (rows: string[]) =>
      rows.flatMap((row) => row.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
    const people = new Set(uuids(after.get("person")!));
    const own = uuids([...before].flatMap(([table, rows]) => (table.startsWith("conduct_") ? rows : [])));
    const erased = new Set(own.filter((id) => !people.has(id)));
    expect([...erased]).toEqual(expect.arrayContaining([gone.caseId, ...gone.reportIds]));
    expect(uuids([...after.values()].flat()).filter((id) => erased.has(id))).toEqual([]);
    expect(await isThere(stays.caseId)).toBe(true);
    // The other one has just as many rows of each kind as this one had, without what its measure brought.
    for (const table of ["conduct_file", "conduct_file_part", "conduct_message", "conduct_party", "conduct_evidence"])
      expect(after.get(table)?.length, table).toBe(full.get(table));
    for (const table of ["conduct_measure", "conduct_decision", "conduct_vote", "conduct_notice", "conduct_appeal"])
      expect(after.get(table), table).toEqual([]);
    // Keys: the case, two reports and their files; receipts: the one of the anonymous report.
    expect(after.get("data_key")).toHaveLength(5);
    expect(after.get("conduct_receipt")).toHaveLength(1);
    expect(after.get("conduct_counter")!.some((row) => row.includes("2020-H1"))).toBe(true);
    const [event] = await database
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.objectId, gone.caseId))
      .orderBy(sql`seq desc`);
    expect(event).toMatchObject({
      act: "conduct.erased",
      actorKind: "portal",
      actorId: null,
      requestId: "",
      detail: {},
    });
    expect(event!.at.getTime() % day).toBe(0);
  });

  describe("a case is kept as long as what came out of it asks for:", () => {
    const ended = daysFromNow(-30);
    const classes: [string, MeasureType | null, number][] = [
      ["nothing", null, 90],
      ["a report to the platform", "platform_referral", 90],
      ["a warning", "warning", 2 * 365],
      ["a redaction", "content_redaction", 2 * 365],
      ["a timeout", "timeout", 3 * 365],
      ["a ban", "ban", 3 * 365],
    ];
    it.each(classes)("%s", async (_, type, days) => {
      const isForEver = type === "warning" || type === "content_redaction" || type === "platform_referral";
      const measure =
        type === null
          ? undefined
          : { type, state: isForEver ? ("active" as const) : ("lifted" as const), endsAt: isForEver ? null : ended };
      const { caseId } = await makeCase(database, lead, reporter, { closedAt: ended, measure });
      const line = await planOf(caseId, new Date());
      // A leap day may come in between.
      expect(Math.round((line.keepUntil!.getTime() - ended.getTime()) / day)).toBeGreaterThanOrEqual(days);
      expect(Math.round((line.keepUntil!.getTime() - ended.getTime()) / day)).toBeLessThanOrEqual(days + 1);
      expect(await why(caseId, new Date())).toBe("The time for keeping it is not over.");
      await apply(new Date(line.keepUntil!.getTime() - 1));
      expect(await isThere(caseId)).toBe(true);
      await apply(new Date(line.keepUntil!.getTime() + 1));
      expect(await isThere(caseId)).toBe(false);
    });

    it.each(["timeout", "ban", "warning"] as const)(
      "and says the same as what is written when it is closed: %s",
      async (type) => {
        const measure = { type, state: "lifted" as const, endsAt: ended };
        const { caseId } = await makeCase(database, lead, reporter, { closedAt: ended, measure });
        await asPortal((tx) => keepCase(tx, caseId), database);
        const [row] = await asPortal((tx) => tx.select().from(cases).where(eq(cases.id, caseId)), database);
        const line = await planOf(caseId, new Date());
        expect([line.retention, dayText(line.keepUntil!)]).toEqual([row!.retention, row!.keepUntil]);
      },
    );
  });

  it.each(["active", "breached", "approved"] as const)("a ban that is %s keeps its case for ever", async (state) => {
    const measure = { type: "ban" as const, state };
    const { caseId } = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-5000), measure });
    expect(await why(caseId, new Date())).toBe("A measure is still active.");
    await apply(daysFromNow(9000));
    expect(await isThere(caseId)).toBe(true);
  });

  it.each(["filed", "under_review", "upheld"] as const)("an appeal that is %s keeps its case", async (appeal) => {
    const measure = { type: "warning" as const, state: "active" as const };
    const { caseId } = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-5000), measure, appeal });
    expect(await why(caseId, new Date())).toBe("An appeal is open.");
    await apply(new Date());
    expect(await isThere(caseId)).toBe(true);
  });

  it("a case that can still be appealed, an open one, and one without a day of closing are kept", async () => {
    const measure = { type: "warning" as const, state: "active" as const, appealUntil: daysFromNow(3) };
    const appealable = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-5000), measure });
    const running = await makeCase(database, lead, reporter);
    const dayless = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-5000) });
    await asPortal((tx) => tx.update(cases).set({ closedAt: null }).where(eq(cases.id, dayless.caseId)), database);
    expect(await why(appealable.caseId, new Date())).toBe("It can still be appealed.");
    await apply(new Date());
    for (const { caseId } of [appealable, running, dayless]) expect(await isThere(caseId)).toBe(true);
    await apply(daysFromNow(4));
    expect(await isThere(appealable.caseId)).toBe(false);
  });

  describe("a hold", () => {
    const until = dayText(daysFromNow(20));
    const reason = "A court asked for it.";
    const place = async () => {
      const { caseId } = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-5000) });
      await placeHold(lead, { id: caseId }, { reason, until });
      const [hold] = await asPortal((tx) => listHolds(tx, [caseId]), database);
      return { caseId, hold: hold!.id, given: { case: caseId, hold: hold!.id } };
    };

    it("keeps a case whose time is over to the end of its last day once two people want it", async () => {
      const { caseId, given } = await place();
      await confirmHold(other, given);
      expect(await why(caseId, new Date())).toBe("A legal hold keeps it.");
      await apply(new Date(`${until}T23:59:00Z`));
      expect(await isThere(caseId)).toBe(true);
      await apply(new Date(Date.parse(`${until}T00:00:00Z`) + day));
      expect(await isThere(caseId)).toBe(false);
    });

    it("that one person placed keeps it for three days, and no longer", async () => {
      const { caseId } = await place();
      await apply(new Date(Date.now() + 71 * 3_600_000));
      expect(await isThere(caseId)).toBe(true);
      await apply(new Date(Date.now() + 73 * 3_600_000));
      expect(await isThere(caseId)).toBe(false);
    });

    it("that has ended keeps nothing", async () => {
      const { caseId, given } = await place();
      await confirmHold(other, given);
      await endHold(lead, given);
      await apply(new Date());
      expect(await isThere(caseId)).toBe(false);
    });
  });

  it("erases drafts and files that were never sent, with their keys, when their two weeks are over", async () => {
    const id = "00000000-0000-4000-8000-00000000d4af";
    await asPortal(async (tx) => {
      await tx.insert(drafts).values({ id, reporterRef: null, content: "sealed", expiresOn: dayText(new Date()) });
      const text = { name: "a.txt", type: "text/plain", state: "clean", bytes: Buffer.from("a"), copy: null } as const;
      await addFiles(tx, id, [text], { expiresOn: dayText(new Date()) });
    }, database);
    const keys = async () => (await everyRow(database)).get("data_key")!.length;
    const before = await keys();
    await apply(new Date());
    expect(await asPortal((tx) => tx.$count(drafts), database)).toBe(1);
    await apply(daysFromNow(1));
    expect(await asPortal((tx) => tx.$count(drafts), database)).toBe(0);
    expect(await asPortal((tx) => tx.$count(files), database)).toBe(0);
    expect(await keys()).toBe(before - 1);
  });

  it("erases a report that was withdrawn or is spam after its time, and no other", async () => {
    const ids = [];
    for (const state of ["withdrawn", "spam", "acknowledged"] as const) {
      const { reportId } = await report(database, reporter);
      await release(database, reportId);
      await asPortal(
        (tx) => tx.update(reports).set({ state, nextUpdateBy: new Date() }).where(eq(reports.id, reportId)),
        database,
      );
      ids.push(reportId);
    }
    const left = () => asPortal((tx) => tx.select({ id: reports.id }).from(reports), database);
    await apply(daysFromNow(89));
    expect(await left()).toHaveLength(3);
    await apply(daysFromNow(91));
    expect(await left()).toEqual([{ id: ids[2] }]);
  });

  it("that fails in the middle has erased nothing, and does all of it the next time", async () => {
    const old = [];
    for (let number = 0; number < 3; number += 1)
      old.push((await makeCase(database, lead, reporter, { closedAt: daysFromNow(-500) })).caseId);
    const before = await everyRow(database);
    await database.execute(sql`create function fails() returns trigger language plpgsql as $$ begin
      if (select count(*) from conduct_case) < 2 then raise exception 'cut off'; end if; return old; end $$`);
    await database.execute(sql`create trigger fails after delete on data_key for each row execute function fails()`);
    await expect(apply(new Date())).rejects.toThrow();
    expect(await everyRow(database)).toEqual(before);
    await database.execute(sql`drop trigger fails on data_key`);
    await database.execute(sql`drop function fails`);
    await apply(new Date());
    for (const caseId of old) expect(await isThere(caseId)).toBe(false);
    expect((await everyRow(database)).get("data_key")).toEqual([]);
  });
});
