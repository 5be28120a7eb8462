import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import type { Role } from "@/lib/auth/roles";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { assignments, cases, conflicts, counters, holds } from "./case-tables";
import { confirmErasure, endErasure, proposeErasure } from "./erasure-commands";
import { exportFigures, findFigures } from "./figures-queries";
import { confirmHold, endHold, placeHold } from "./hold-commands";
import { reports } from "./report-tables";
import { findKeeping, findRetention } from "./retention-queries";
import { release, report } from "./test-inbox";
import { daysFromNow, makeCase } from "./test-keeping";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});

const until = daysFromNow(30).toISOString().slice(0, 10);
const reason = "A court asked for it.";
const gone = { kind: "not_found", message: "There is nothing here." };

forEachEngine((open) => {
  let database: Database;
  let lead: Viewer;
  let other: Viewer;
  let moderator: Viewer;
  let reporter: Viewer;
  let caseId: string;

  const sign = (name: string, ...roles: Role[]) => signInNewPerson(database, { name, roles, hasSecondFactor: true });
  const versionOf = async (id = caseId) =>
    (await asPortal((tx) => tx.select().from(cases).where(eq(cases.id, id)), database))[0]!.version;
  const isThere = async (id = caseId) => (await asPortal((tx) => tx.$count(cases, eq(cases.id, id)), database)) > 0;
  const declare = (viewer: Viewer, kind: "hard" | "soft", id = caseId) =>
    asPortal(
      (tx) => tx.insert(conflicts).values({ caseId: id, personId: viewer.person.id, source: "lead_imposed", kind }),
      database,
    );
  const assign = (viewer: Viewer, id = caseId) =>
    asPortal(
      (tx) =>
        tx
          .insert(assignments)
          .values({ caseId: id, personId: viewer.person.id, role: "handler", assignedBy: lead.person.id }),
      database,
    );
  const endOther = () => database.execute(sql`delete from role_grant where person_id = ${other.person.id}`);
  const holdOf = async () =>
    (await asPortal((tx) => tx.select().from(holds).where(eq(holds.caseId, caseId)), database))[0]!;
  const actsOf = async (id: string) =>
    (await database.select().from(auditEvents).where(eq(auditEvents.objectId, id)).orderBy(auditEvents.seq)).map(
      ({ act }) => act,
    );

  beforeEach(async () => {
    serveDatabase((database = await open()));
    await database.execute(sql`delete from role_grant`);
    lead = await sign("Lea", "conduct_lead");
    other = await sign("Lou", "conduct_lead");
    moderator = await sign("Chi", "conduct_moderator");
    reporter = await sign("Ana");
    ({ caseId } = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-5) }));
  });

  describe("a hold", () => {
    const place = async () => {
      await placeHold(lead, { id: caseId, version: await versionOf() }, { reason, until });
      return { case: caseId, hold: (await holdOf()).id };
    };

    it("is placed by one lead and confirmed by another, with its reason sealed and both written down", async () => {
      const given = await place();
      expect(JSON.stringify(await holdOf())).not.toContain("court");
      await confirmHold(other, given);
      await confirmHold(other, given);
      const { holds: shown } = await findKeeping(other, caseId);
      expect(shown).toMatchObject([{ reason, until, placedBy: "Lea", confirmedBy: "Lou", mayConfirm: false }]);
      expect((await actsOf(caseId)).slice(-3)).toEqual([
        "conduct.hold_placed",
        "conduct.hold_confirmed",
        "conduct.read",
      ]);
      await endHold(lead, given);
      expect((await findKeeping(lead, caseId)).holds).toEqual([]);
      await expect(endHold(lead, given)).rejects.toMatchObject({ kind: "conflict" });
    });

    it("is never confirmed by whoever placed it, nor by a handler while another lead is free", async () => {
      const given = await place();
      await assign(moderator);
      await expect(confirmHold(lead, given)).rejects.toMatchObject({ kind: "invalid" });
      await expect(confirmHold(moderator, given)).rejects.toMatchObject(gone);
      expect((await holdOf()).confirmedBy).toBeNull();
    });

    it.each(["hard", "soft", "gone"] as const)(
      "is confirmed by a handler where no other lead is free: %s",
      async (how) => {
        const given = await place();
        await assign(moderator);
        if (how === "gone") await endOther();
        else await declare(other, how);
        if (how !== "gone") await expect(confirmHold(other, given)).rejects.toMatchObject(gone);
        await confirmHold(moderator, given);
        expect((await holdOf()).confirmedBy).toBe(moderator.person.id);
      },
    );

    it("is not there for guests, members, moderators who have nothing to do with it, and people in conflict", async () => {
      const given = await place();
      await declare(other, "hard");
      for (const viewer of [Viewer.guest(), reporter, moderator, other, await sign("Ari", "admin")]) {
        await expect(confirmHold(viewer, given)).rejects.toMatchObject(gone);
        await expect(endHold(viewer, given)).rejects.toMatchObject(gone);
        await expect(placeHold(viewer, { id: caseId }, { reason, until })).rejects.toMatchObject(gone);
        await expect(findKeeping(viewer, caseId)).rejects.toMatchObject(gone);
      }
      await expect(findKeeping(lead, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject(gone);
      await expect(findKeeping(lead, "no id")).rejects.toMatchObject(gone);
    });

    it("needs a day that comes, within a year, and a page that is not out of date", async () => {
      const tries = ["2020-01-01", new Date().toISOString().slice(0, 10), daysFromNow(400).toISOString().slice(0, 10)];
      for (const day of tries)
        await expect(placeHold(lead, { id: caseId }, { reason, until: day })).rejects.toMatchObject({ field: "until" });
      const version = await versionOf();
      await place();
      await expect(placeHold(other, { id: caseId, version }, { reason, until })).rejects.toMatchObject({
        kind: "conflict",
      });
    });
  });

  describe("erasing before its time", () => {
    const target = async () => ({ kind: "case" as const, id: caseId, version: await versionOf() });

    it("takes two people, leaves nothing, and says who did it", async () => {
      await proposeErasure(lead, await target());
      await expect(confirmErasure(lead, await target())).rejects.toMatchObject({ kind: "invalid" });
      expect((await findKeeping(other, caseId)).erasure).toEqual({
        ...{ proposedBy: "Lea", mayConfirm: true, mayPropose: false, mayEnd: true },
      });
      await confirmErasure(other, await target());
      expect(await isThere()).toBe(false);
      expect((await actsOf(caseId)).slice(-2)).toEqual(["conduct.erasure_proposed", "conduct.erased"]);
      await expect(confirmErasure(other, { kind: "case", id: caseId, version: 1 })).rejects.toMatchObject(gone);
    });

    it("does not happen without a proposal, after it was taken back, after anything changed, or after two weeks", async () => {
      await expect(confirmErasure(other, await target())).rejects.toMatchObject({ kind: "conflict" });
      await proposeErasure(lead, await target());
      await endErasure(lead, await target());
      await expect(confirmErasure(other, await target())).rejects.toMatchObject({ kind: "conflict" });
      await proposeErasure(lead, await target());
      await asPortal(
        (tx) =>
          tx
            .update(cases)
            .set({ version: sql`version + 1` })
            .where(eq(cases.id, caseId)),
        database,
      );
      await expect(confirmErasure(other, await target())).rejects.toMatchObject({ kind: "conflict" });
      await proposeErasure(lead, await target());
      await expect(confirmErasure(other, await target(), daysFromNow(15))).rejects.toMatchObject({ kind: "conflict" });
      expect(await isThere()).toBe(true);
    });

    it.each([
      ["a hold that one person placed a moment ago", "hold", "A legal hold keeps it."],
      ["a ban", "ban", "A measure is still active."],
      ["an open appeal", "appeal", "An appeal is open."],
      ["a measure that can still be appealed", "appealable", "It can still be appealed."],
      ["being open", "open", "Only a closed case can be erased."],
    ] as const)("is refused by %s", async (_, what, sentence) => {
      const closedAt = what === "open" ? null : daysFromNow(-1000);
      const measure = {
        type: what === "ban" ? ("ban" as const) : ("warning" as const),
        state: "active" as const,
        appealUntil: what === "appealable" ? daysFromNow(2) : null,
      };
      const hasMeasure = what !== "hold" && what !== "open";
      ({ caseId } = await makeCase(database, lead, reporter, {
        ...{ closedAt, ...(hasMeasure ? { measure } : {}), ...(what === "appeal" ? { appeal: "filed" as const } : {}) },
      }));
      if (what === "hold") await placeHold(other, { id: caseId }, { reason, until });
      const { message } = await proposeErasure(lead, await target()).then(
        () => ({ message: "" }),
        (error: unknown) => error as Error,
      );
      expect(message).toContain(sentence);
    });

    it("is refused when a hold comes between the proposal and the second person", async () => {
      await proposeErasure(lead, await target());
      await placeHold(other, { id: caseId }, { reason, until });
      await expect(confirmErasure(other, await target())).rejects.toMatchObject({ kind: "conflict" });
      await expect(proposeErasure(lead, await target())).rejects.toMatchObject({ kind: "invalid" });
      expect(await isThere()).toBe(true);
    });

    it("is not there for others", async () => {
      await proposeErasure(lead, await target());
      await declare(other, "hard");
      for (const viewer of [Viewer.guest(), reporter, moderator, other]) {
        await expect(proposeErasure(viewer, await target())).rejects.toMatchObject(gone);
        await expect(endErasure(viewer, await target())).rejects.toMatchObject(gone);
        await expect(confirmErasure(viewer, await target())).rejects.toMatchObject(gone);
      }
      expect(await isThere()).toBe(true);
    });

    it("happens to a report that was withdrawn and is in no case, and to no other", async () => {
      const { reportId } = await report(database, reporter);
      await release(database, reportId);
      const row = async () =>
        (await asPortal((tx) => tx.select().from(reports).where(eq(reports.id, reportId)), database))[0];
      const its = async () => ({ kind: "report" as const, id: reportId, version: (await row())?.version ?? 0 });
      await expect(proposeErasure(lead, await its())).rejects.toMatchObject({ kind: "invalid" });
      await asPortal((tx) => tx.update(reports).set({ state: "withdrawn" }).where(eq(reports.id, reportId)), database);
      await proposeErasure(lead, await its());
      await expect(confirmErasure(lead, await its())).rejects.toMatchObject({ kind: "invalid" });
      await expect(confirmErasure(moderator, await its())).rejects.toMatchObject(gone);
      await expect(findRetention(moderator)).rejects.toMatchObject(gone);
      await endOther();
      expect((await findRetention(moderator)).reports).toMatchObject([{ id: reportId, erasure: { mayConfirm: true } }]);
      await confirmErasure(moderator, await its());
      expect(await row()).toBeUndefined();
      expect((await actsOf(reportId)).at(-1)).toBe("conduct.erased");
    });
  });

  describe("the dry run", () => {
    it("says what is erased when and what is kept and why, without what the viewer must not know of", async () => {
      const ban = { type: "ban" as const, state: "active" as const };
      const banned = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-900), measure: ban });
      const over = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-91) });
      const hidden = await makeCase(database, lead, reporter, { closedAt: daysFromNow(-91) });
      await declare(lead, "hard", hidden.caseId);
      await placeHold(other, { id: hidden.caseId }, { reason, until });
      await placeHold(other, { id: caseId }, { reason, until });
      const { lines, heldCases } = await findRetention(lead);
      const purgeOf = (id: string) => lines.find((line) => line.caseId === id)?.purge;
      expect(purgeOf(over.caseId)).toEqual({ ok: true });
      expect(purgeOf(banned.caseId)).toEqual({ ok: false, why: "A measure is still active." });
      expect(purgeOf(caseId)).toEqual({ ok: false, why: "A legal hold keeps it." });
      expect(purgeOf(hidden.caseId)).toBeUndefined();
      expect(heldCases.map((held) => held.caseId)).toContain(caseId);
      expect(heldCases.map((held) => held.caseId)).not.toContain(hidden.caseId);
      expect(JSON.stringify(await findRetention(other))).toContain(hidden.caseId);
      expect(await isThere(over.caseId)).toBe(true);
      for (const viewer of [Viewer.guest(), reporter, moderator])
        await expect(findRetention(viewer)).rejects.toMatchObject(gone);
    });
  });

  describe("figures", () => {
    it("are there for leads, are written down when they are taken out, and are nothing for anybody else", async () => {
      await database
        .insert(counters)
        .values([
          { period: "2025-H1", dimension: "tier", bucket: "1", count: 8 },
          { period: "2025-H1", dimension: "closed", bucket: "within_7_days", count: 8 },
        ])
        .onConflictDoNothing();
      const now = new Date("2025-08-01T00:00:00Z");
      const tables = await findFigures(lead, now);
      expect(tables[0]).toMatchObject({ columns: ["First half of 2025"], lines: [{ counts: ["8"] }] });
      expect(await exportFigures(lead, "csv", now)).toContain("2025-H1,Closed cases,All closed cases,8");
      expect(await exportFigures(lead, "mdx", now)).toContain("| All closed cases | 8 |");
      expect(await actsOf("all")).toContain("conduct.figures_exported");
      for (const viewer of [Viewer.guest(), reporter, moderator]) {
        await expect(findFigures(viewer, now)).rejects.toMatchObject(gone);
        await expect(exportFigures(viewer, "csv", now)).rejects.toMatchObject(gone);
      }
    });
  });
});
