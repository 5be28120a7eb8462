import { randomUUID } from "node:crypto";
import { beforeAll, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { DataKey } from "@/lib/vault/data-key";
import { getPublicKeys } from "@/lib/vault/key-file";
import { dataKeys } from "@/lib/vault/tables";
import { sealKey } from "@/lib/vault/wrapping";
import { queuePageSize, type QueueFilter } from "../domain/queue-filter";
import { assignments, cases, conflicts } from "./case-tables";
import { listQueue } from "./queue-queries";
import { placeOf } from "./sealed";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
});

const most = 5000;
const hour = 60 * 60 * 1000;
const now = new Date("2026-11-20T12:00:00Z");
const view = (given: Partial<QueueFilter> = {}): QueueFilter => ({ view: "all", search: "", page: 1, ...given });

forEachEngine((open) => {
  let database: Database;
  let lead: Viewer, moderator: Viewer;

  beforeAll(async () => {
    serveDatabase((database = await open()));
    lead = await signInNewPerson(database, { roles: ["conduct_lead"], hasSecondFactor: true });
    moderator = await signInNewPerson(database, { name: "Mo", roles: ["conduct_moderator"], hasSecondFactor: true });
    await asPortal(async (tx) => {
      for (let start = 0; start < most; start += 500) {
        const keys = Array.from({ length: 500 }, () => DataKey.fresh(randomUUID()));
        await tx
          .insert(dataKeys)
          .values(
            await Promise.all(keys.map(async (key) => ({ id: key.id, wrapped: await sealKey(getPublicKeys(), key) }))),
          );
        await tx.insert(cases).values(
          keys.map((key, at) => ({
            ...{ id: key.id, codeName: `case-${start + at}`, state: "investigating" as const },
            summary: key.seal(placeOf.summary(key.id), `About ${start + at}`),
            // Every tenth is overdue, every seventh of the others is where somebody is at risk.
            nextUpdateBy: new Date(now.getTime() + ((start + at) % 10 === 0 ? -1 : 1) * (start + at + 1) * hour),
            isSafetyRisk: (start + at) % 7 === 0,
          })),
        );
        const taken = keys.filter((_, at) => at % 2 === 0);
        const personId = moderator.person.id;
        await tx
          .insert(assignments)
          .values(
            taken.map(({ id: caseId }) => ({ caseId, personId, role: "handler" as const, assignedBy: personId })),
          );
        await tx
          .insert(conflicts)
          .values(
            keys
              .slice(0, 10)
              .map(({ id: caseId }) => ({ caseId, personId, source: "self" as const, kind: "hard" as const })),
          );
      }
    }, database);
  }, 120_000);

  it("of 5,000 cases comes in pages, overdue first, then where somebody is at risk, then by date", async () => {
    const { items, counts, pages } = await listQueue(lead, view(), now);
    expect([counts.all, counts.overdue, pages, items.length]).toEqual([
      most,
      most / 10,
      most / queuePageSize,
      queuePageSize,
    ]);
    expect(items.every(({ urgency }) => urgency.isOverdue)).toBe(true);
    // Overdue and at risk, the longest overdue first.
    expect(items[0]?.title).toBe("case-4970");
    expect(items[0]?.summary).toBe("About 4970");
    const last = await listQueue(lead, view({ page: pages }), now);
    expect(last.items.at(-1)?.title).toBe("case-4999");
  });

  it("does not count, find or show what somebody stands too close to", async () => {
    const { counts } = await listQueue(moderator, view(), now);
    expect(counts.all).toBe(most - 100);
    expect(counts.mine).toBe(most / 2 - 50);
    const found = async (viewer: Viewer, search: string) =>
      (await listQueue(viewer, view({ search }), now)).items.map(({ title }) => title);
    expect(await found(lead, "case-4503")).toEqual(["case-4503"]);
    expect(await found(moderator, "case-4503")).toEqual([]);
  });

  it("opens summaries only for whoever may read them", async () => {
    const other = await signInNewPerson(database, { roles: ["conduct_moderator"], hasSecondFactor: true });
    const { items } = await listQueue(other, view({ search: "case-4970" }), now);
    expect(items).toMatchObject([{ title: "case-4970", summary: null, assigned: ["Mo"] }]);
  });
});
