import { eq } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { mailKind } from "@/lib/mail/queue";
import { newToken } from "../domain/receipt";
import { reportForm } from "../domain/report-form";
import { asDesk, listVisibleReports } from "./access";
import { releaseReports } from "./release-job";
import { submitAnonymousReport } from "./submit-report";
import { makeDesk } from "./test-case";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "release-test-0123456789abcdef0123456789";
});

forEachEngine((open) => {
  it("a report appears at the desk with the next round, once, and only for whom it is", async () => {
    const database = await open();
    serveDatabase(database);
    const { chi, sol, kim, lea } = await makeDesk(database);
    await signInNewPerson(database, { name: "Ada" });
    const report = reportForm.parse({
      ...{ token: newToken(), mode: "anonymous", what: "It happened.", exclude: chi.person.id },
    });
    await submitAnonymousReport(report, new Date(), database);
    const seenBy = (viewer: typeof chi) => asDesk(viewer, (tx) => listVisibleReports(tx, viewer));
    expect(await seenBy(sol)).toEqual([]);
    const mails = () => database.$count(jobs, eq(jobs.kind, mailKind));
    const before = await mails();
    expect(await database.transaction((tx) => releaseReports(tx))).toBe(1);
    expect(await database.transaction((tx) => releaseReports(tx))).toBe(0);
    for (const viewer of [sol, kim, lea]) expect(await seenBy(viewer)).toHaveLength(1);
    expect(await seenBy(chi)).toEqual([]);
    // Everybody of the desk but the one who was left out.
    expect((await mails()) - before).toBe(3);
    const events = await database.select().from(auditEvents).where(eq(auditEvents.act, "conduct.received"));
    expect(events).toMatchObject([{ actorKind: "portal", requestId: "" }]);
    expect(events[0]?.at.toISOString()).toMatch(/T00:00:00/);
  });
});
