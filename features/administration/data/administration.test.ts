import { eq } from "drizzle-orm";
import { beforeAll, expect, it, vi } from "vitest";
import { listAudit } from "@/lib/audit/queries";
import { users } from "@/lib/auth/tables";
import { Viewer } from "@/lib/auth/viewer";
import type { Role } from "@/lib/auth/roles";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { enqueue } from "@/lib/jobs/queue";
import { jobs } from "@/lib/jobs/tables";
import { verifyAuditLog } from "./audit-commands";
import { exportAuditLines, readAudit } from "./audit-queries";
import { dropJob, retryJob, retryJobsOfKind } from "./job-commands";
import { listDeadJobs, listWaitingJobs } from "./job-queries";
import { sendTestMail } from "./mail-commands";
import { readOverview } from "./overview-queries";

const opened = vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DATA = "/nonexistent/portal-data";
  return { database: null as unknown };
});
vi.mock("@/lib/db/database", async (load) => ({
  ...(await load<typeof import("@/lib/db/database")>()),
  getDatabase: async () => opened.database,
}));

const everything = { person: "", act: "", object: "", from: "", to: "" };

async function viewerWith(database: Database, name: string, roles: Role[]): Promise<Viewer> {
  const values = { name, email: `${name.toLowerCase()}@example.org` };
  await database.insert(users).values(values).onConflictDoNothing();
  const [row] = await database.select().from(users).where(eq(users.email, values.email));
  const { id, email } = row!;
  const now = { confirmedAt: new Date(), hasSecondFactor: true, isDemo: false };
  return Viewer.ofSession({ id, sessionId: id, name, email, zone: null, language: null, roles, ...now });
}

forEachEngine((open) => {
  let database: Database;
  let ari: Viewer;
  beforeAll(async () => {
    opened.database = database = await open();
    ari = await viewerWith(database, "Ari", ["admin"]);
  });

  const acts = async (act: string) => listAudit(database, { act, limit: 100 });
  async function addDead(kind: string): Promise<number> {
    await enqueue(database, { kind, key: crypto.randomUUID() });
    const dead = { deadAt: new Date(), attempts: 10, lastError: "It rained." };
    const [row] = await database.update(jobs).set(dead).where(eq(jobs.kind, kind)).returning({ id: jobs.id });
    return row!.id;
  }

  it("everybody but admins is answered as if there were no administration", async () => {
    const lea = await viewerWith(database, "Lea", ["conduct_lead", "organizer", "program_manager", "team_member"]);
    for (const viewer of [lea, await viewerWith(database, "Ana", []), Viewer.guest()])
      for (const asked of [
        () => readOverview(viewer),
        () => readAudit(viewer, everything),
        () => exportAuditLines(viewer, everything, "csv"),
        () => verifyAuditLog(viewer),
        () => listWaitingJobs(viewer),
        () => listDeadJobs(viewer),
        () => retryJob(viewer, 1),
        () => dropJob(viewer, 1),
        () => retryJobsOfKind(viewer, "mail.send"),
        () => sendTestMail(viewer),
      ])
        await expect(asked()).rejects.toMatchObject({ kind: "not_found" });
    expect(await acts("audit.read")).toEqual([]);
  });

  it("reading the audit log is recorded once an hour and person, however often it is read", async () => {
    await Promise.all([1, 2, 3].map(() => readAudit(ari, everything)));
    expect(await acts("audit.read")).toHaveLength(1);
    await readAudit(await viewerWith(database, "Noor", ["admin"]), everything);
    expect(await acts("audit.read")).toHaveLength(2);
  });

  it("the audit log is found by whole name or address, and an unclear one finds nothing", async () => {
    for (const person of ["ari", "ARI@example.org", ari.person.id])
      expect((await readAudit(ari, { ...everything, person })).events.length).toBeGreaterThan(0);
    for (const person of ["ar", "nobody", "'; drop table audit_event"])
      expect(await readAudit(ari, { ...everything, person })).toMatchObject({ events: [], unclear: true });
    const lines = await exportAuditLines(ari, { ...everything, person: "nobody" }, "jsonl");
    expect(await lines.next()).toMatchObject({ done: true });
  });

  it("the audit log goes on where the page before ended", async () => {
    for (let each = 0; each < 60; each += 1) await sendTestMail(ari);
    const first = await readAudit(ari, { ...everything, act: "mail.tested" });
    const second = await readAudit(ari, { ...everything, act: "mail.tested" }, first.older ?? 0);
    expect([first.events.length, second.events.length, second.older]).toEqual([50, 10, null]);
    expect(second.events[0]!.seq).toBeLessThan(first.events.at(-1)!.seq);
  });

  it("an export and a verification are recorded, and the log verifies", async () => {
    await exportAuditLines(ari, { ...everything, act: "mail.tested" }, "csv");
    expect((await acts("audit.exported"))[0]).toMatchObject({ detail: { format: "csv", filtered: true } });
    expect((await verifyAuditLog(ari)).problems).toEqual([]);
    expect((await readOverview(ari)).verified).toMatchObject({ problems: 0 });
  });

  it("a job that was given up is retried once, and dropped once", async () => {
    const id = await addDead("test.once");
    const results = await Promise.allSettled([retryJob(ari, id), retryJob(ari, id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await acts("job.retried")).toHaveLength(1);
    const other = await addDead("test.drop");
    await dropJob(ari, other);
    await expect(dropJob(ari, other)).rejects.toMatchObject({ kind: "not_found" });
    expect((await listDeadJobs(ari)).dead).toEqual([]);
  });

  it("all jobs of a kind that were given up are retried together, and no other", async () => {
    const other = await addDead("test.other");
    for (let each = 0; each < 3; each += 1) await enqueue(database, { kind: "test.many" });
    await database.update(jobs).set({ deadAt: new Date() }).where(eq(jobs.kind, "test.many"));
    expect(await retryJobsOfKind(ari, "test.many")).toBe(3);
    expect((await listDeadJobs(ari)).dead.map(({ id }) => id)).toEqual([other]);
    await expect(retryJobsOfKind(ari, "test.many")).rejects.toMatchObject({ kind: "not_found" });
  });

  it("the overview counts what there is", async () => {
    expect(await readOverview(ari)).toMatchObject({
      isEmbedded: true,
      snapshotAt: null,
      people: 4,
      sessions: 0,
      mailsWaiting: 60,
      engineAdvice: { isDue: false },
    });
  });
});
