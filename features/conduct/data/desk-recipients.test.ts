import { beforeEach, describe, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { roleGrants } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { conductPseudonym } from "@/lib/vault/key-file";
import { assignments, cases, conflicts, parties } from "./case-tables";
import { recipientsFor } from "./desk-recipients";
import { exclusions } from "./report-tables";
import { reporterRefsOf } from "./reporter-ref";
import { report } from "./test-inbox";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
  process.env.PORTAL_CONDUCT_ESCALATION = "outside@example.org";
});

forEachEngine((open) => {
  let database: Database;
  let moderator: Viewer, other: Viewer, lead: Viewer;
  let contact: Viewer | undefined;

  beforeEach(async () => {
    serveDatabase((database = await open()));
    // Whoever was of the desk in another test is not any more.
    await database.update(roleGrants).set({ state: "ended" });
    moderator = await signInNewPerson(database, { roles: ["conduct_moderator"] });
    other = await signInNewPerson(database, { roles: ["conduct_moderator"] });
    lead = await signInNewPerson(database, { roles: ["conduct_lead"] });
    contact ??= await signInNewPerson(database, { email: "outside@example.org" });
  });

  const idOf = (viewer: Viewer) => viewer.person.id;
  const reached = (concern: Partial<Parameters<typeof recipientsFor>[1]>) =>
    asPortal(
      (tx) =>
        recipientsFor(tx, { id: crypto.randomUUID(), caseId: null, isEscalated: false, reporterRef: null, ...concern }),
      database,
    );
  const people = (...viewers: Viewer[]) => expect.arrayContaining(viewers.map(idOf));

  async function makeCase(): Promise<string> {
    const id = crypto.randomUUID();
    const row = { id, codeName: `code-${id}`, summary: "", nextUpdateBy: new Date() };
    await asPortal((tx) => tx.insert(cases).values(row), database);
    return id;
  }
  const assign = (caseId: string, viewer: Viewer) =>
    asPortal(
      (tx) =>
        tx.insert(assignments).values({ caseId, personId: idOf(viewer), role: "handler", assignedBy: idOf(lead) }),
      database,
    );
  const declare = (caseId: string, viewer: Viewer, kind: "hard" | "soft") =>
    asPortal((tx) => tx.insert(conflicts).values({ caseId, personId: idOf(viewer), source: "self", kind }), database);

  async function exclude(...viewers: Viewer[]): Promise<string> {
    const { reportId } = await report(database, await signInNewPerson(database));
    const rows = viewers.map((viewer) => ({ reportId, personId: idOf(viewer), source: "reporter" as const }));
    await asPortal((tx) => tx.insert(exclusions).values(rows), database);
    return reportId;
  }

  describe("news of a report without a case", () => {
    it("reaches everybody at the desk", async () => {
      const ids = await reached({});
      expect(ids).toEqual(people(moderator, other, lead));
      expect(ids).toHaveLength(3);
    });

    it("never reaches whom the reporter left out, or the reporter", async () => {
      const id = await exclude(moderator);
      expect(await reached({ id, reporterRef: reporterRefsOf(idOf(other))[0] })).toEqual([idOf(lead)]);
    });

    it("reaches the escalation contact alone when it is theirs, or nobody else is left", async () => {
      expect(await reached({ isEscalated: true })).toEqual([idOf(contact!)]);
      expect(await reached({ id: await exclude(moderator, other, lead) })).toEqual([idOf(contact!)]);
    });

    it("reaches nobody rather than somebody who was left out", async () => {
      expect(await reached({ id: await exclude(moderator, other, lead, contact!) })).toEqual([]);
    });
  });

  describe("news of a report in a case", () => {
    it("reaches those who handle it, and everybody while nobody does", async () => {
      const caseId = await makeCase();
      expect(await reached({ caseId })).toHaveLength(3);
      await assign(caseId, other);
      expect(await reached({ caseId })).toEqual([idOf(other)]);
    });

    it("goes to a lead when whoever handles it has any conflict", async () => {
      for (const kind of ["hard", "soft"] as const) {
        const caseId = await makeCase();
        await assign(caseId, moderator);
        await declare(caseId, moderator, kind);
        expect(await reached({ caseId })).toEqual([idOf(lead)]);
      }
    });

    it("never reaches a party of it, or whoever sent another report of it", async () => {
      const caseId = await makeCase();
      const party = { id: crypto.randomUUID(), caseId, role: "reported" as const, who: "", codeName: "a" };
      const ref = conductPseudonym("person", idOf(lead));
      await asPortal((tx) => tx.insert(parties).values({ ...party, ref }), database);
      expect(await reached({ caseId, reporterRef: reporterRefsOf(idOf(other))[0] })).toEqual([idOf(moderator)]);
    });
  });
});
