import { mkdirSync, rmSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { writeCheckpoint } from "@/lib/audit/checkpoints";
import type { Role } from "@/lib/auth/roles";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { env } from "@/lib/env";
import { openKey } from "@/lib/vault/vault";
import { verifyExport } from "../domain/case-export";
import { exportForm, type ExportWish } from "../domain/keeping-form";
import { assignments, caseExports, conflicts, messages } from "./case-tables";
import { writeEntry } from "./entries";
import { allowExport, askExport, endExport } from "./export-commands";
import { findExports, takeExport } from "./export-queries";
import { makeRecipientKeys, openAsRecipient } from "./export-signing";
import { daysFromNow, makeCase } from "./test-keeping";

vi.hoisted(() => {
  process.env.PORTAL_DATA = `${process.env.PORTAL_CONDUCT_KEYS}.export`;
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});

afterAll(() => rmSync(env.dataFolder, { recursive: true, force: true }));

const gone = { kind: "not_found", message: "There is nothing here." };
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
type Bundle = { publicKey: string; items: { name: string; encoding: "utf8" | "base64"; content: string }[] };

forEachEngine((open) => {
  let database: Database;
  let lead: Viewer;
  let other: Viewer;
  let moderator: Viewer;
  let reporter: Viewer;
  let caseId: string;
  let keys: { publicKey: string; privateKey: string };
  let wish: ExportWish;

  const sign = (name: string, ...roles: Role[]) => signInNewPerson(database, { name, roles, hasSecondFactor: true });
  const ask = async (changes: Partial<ExportWish> = {}) => {
    await askExport(lead, { id: caseId }, { ...wish, ...changes });
    const rows = await asPortal((tx) => tx.select().from(caseExports).where(eq(caseExports.caseId, caseId)), database);
    return { case: caseId, export: rows.at(-1)!.id };
  };
  const made = async (changes: Partial<ExportWish> = {}) => {
    const given = await ask(changes);
    await allowExport(other, given);
    return openAsRecipient(await takeExport(lead, caseId, given.export), keys.privateKey);
  };
  const textOf = (bundle: Buffer) =>
    (JSON.parse(bundle.toString("utf8")) as Bundle).items
      .map(({ encoding, content }) => Buffer.from(content, encoding).toString("utf8"))
      .join("\n");
  const declare = (viewer: Viewer, kind: "hard" | "soft") =>
    asPortal(
      (tx) => tx.insert(conflicts).values({ caseId, personId: viewer.person.id, source: "lead_imposed", kind }),
      database,
    );

  beforeEach(async () => {
    serveDatabase((database = await open()));
    mkdirSync(env.dataFolder, { recursive: true });
    await database.execute(sql`delete from role_grant`);
    lead = await sign("Leopoldine", "conduct_lead");
    other = await sign("Lou", "conduct_lead");
    moderator = await sign("Chi", "conduct_moderator");
    reporter = await sign("Anastasia Petrova");
    const measure = { type: "timeout", state: "expired", endsAt: daysFromNow(-2) } as const;
    const names = { reported: "badhandle", witness: "witnesshandle", affected: "affectedhandle" };
    ({ caseId } = await makeCase(database, lead, reporter, {
      closedAt: daysFromNow(-1),
      measure,
      appeal: "communicated",
      names,
    }));
    keys = await makeRecipientKeys();
    wish = {
      ...{ purpose: "A complaint to the court", recipient: "Court of Somewhere", publicKey: keys.publicKey },
      ...{ withOriginals: false, withNotes: false, withNames: false },
    };
  });

  describe("an export of a case", () => {
    it("that two people wanted opens for its recipient alone and is verified by the key on its page", async () => {
      await writeCheckpoint(database, env.dataFolder);
      const bundle = await made();
      const { publicKeys, exports } = await findExports(other, caseId);
      const result = verifyExport(bundle, publicKeys[0]!);
      expect(result).toMatchObject({ ok: true, manifest: { recipient: wish.recipient, templates: { notice: [3] } } });
      if (!result.ok) return;
      expect(result.manifest.audit.checkpoint!.seq).toBeGreaterThan(0);
      expect(result.manifest.items.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["case.json", "reports.json", "evidence.json", "custody.json", "files/1-copy"]),
      );
      expect(exports).toMatchObject([
        { state: "taken", askedBy: "Leopoldine", allowedBy: "Lou", purpose: wish.purpose },
      ]);
      const stranger = await makeRecipientKeys();
      const given = await ask();
      await allowExport(other, given);
      const sealed = await takeExport(lead, caseId, given.export);
      expect(sealed.toString("latin1")).not.toContain("badhandle");
      await expect(openAsRecipient(sealed, stranger.privateKey)).rejects.toMatchObject({ kind: "invalid" });
    });

    it("has what was written, and neither the reporter's name nor names of witnesses and affected people", async () => {
      await asPortal(async (tx) => {
        const key = await openKey(tx, caseId);
        const entry = { kind: "note", text: "Anastasia wrote to witnesshandle" } as const;
        await writeEntry(tx, key, { caseId }, { authorId: lead.person.id, entry });
      }, database);
      const text = textOf(await made({ withNotes: true }));
      for (const there of [
        ...["the summary", "what the reporter wrote", "what somebody wrote", "a message of the reporter", "badhandle"],
        ...["the rationale", "the comment", "the terms", "the behaviour", "the appeal", "the working copy"],
        ...["Made for Court of Somewhere", "conduct.evidence_sealed", "Reporter 1 wrote to"],
      ])
        expect(text, there).toContain(there);
      for (const hidden of [
        "Anastasia",
        "witnesshandle",
        "affectedhandle",
        "the original file",
        "Leopoldine",
        "Lou",
        "token",
      ])
        expect(text.match(new RegExp(`.{0,40}${hidden}.{0,20}`))?.[0], hidden).toBeUndefined();
      for (const { person } of [reporter, lead, other]) expect(text.includes(person.id)).toBe(false);
    });

    it("has more only where it was asked for", async () => {
      const usual = textOf(await made());
      expect(usual).not.toContain('"notes"');
      const text = textOf(await made({ withNames: true, withOriginals: true, withNotes: true }));
      for (const there of ["witnesshandle", "affectedhandle", "the original file", '"notes"'])
        expect(text).toContain(there);
      expect(text).not.toContain("Anastasia");
    });

    it("is not allowed by whoever asked, nor by a handler while another lead is free", async () => {
      const given = await ask();
      const assigned = { caseId, personId: moderator.person.id, role: "handler", assignedBy: lead.person.id } as const;
      await asPortal((tx) => tx.insert(assignments).values(assigned), database);
      await expect(allowExport(lead, given)).rejects.toMatchObject({ kind: "invalid" });
      await expect(allowExport(moderator, given)).rejects.toMatchObject(gone);
      await expect(takeExport(lead, caseId, given.export)).rejects.toMatchObject({ kind: "conflict" });
      await declare(other, "soft");
      await expect(allowExport(other, given)).rejects.toMatchObject(gone);
      await allowExport(moderator, given);
      await expect(takeExport(moderator, caseId, given.export)).rejects.toMatchObject(gone);
      expect((await takeExport(lead, caseId, given.export)).length).toBeGreaterThan(0);
    });

    it("is taken once, within a day, by whoever asked, as long as they still may", async () => {
      const given = await ask();
      await allowExport(other, given);
      await expect(takeExport(other, caseId, given.export)).rejects.toMatchObject(gone);
      await expect(takeExport(lead, caseId, given.export, hours(25))).rejects.toMatchObject({ kind: "conflict" });
      const both = await Promise.allSettled([1, 2].map(() => takeExport(lead, caseId, given.export)));
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const taken = await database.select().from(auditEvents).where(eq(auditEvents.act, "conduct.exported"));
      expect(taken.filter(({ detail }) => detail["export"] === given.export)).toHaveLength(1);
      await expect(endExport(other, given)).rejects.toMatchObject({ kind: "conflict" });
      const again = await ask();
      await allowExport(other, again);
      await declare(lead, "hard");
      await expect(takeExport(lead, caseId, again.export)).rejects.toMatchObject(gone);
    });

    it("that was taken back or that nobody allowed in two weeks is not allowed any more", async () => {
      const given = await ask();
      await expect(allowExport(other, given, hours(24 * 15))).rejects.toMatchObject({ kind: "conflict" });
      await endExport(other, given);
      await expect(allowExport(other, given)).rejects.toMatchObject(gone);
    });

    it("is not there for guests, members, admins, moderators who have nothing to do with it, and people in conflict", async () => {
      const given = await ask();
      await declare(other, "hard");
      for (const viewer of [Viewer.guest(), reporter, moderator, other, await sign("Ari", "admin")]) {
        await expect(askExport(viewer, { id: caseId }, wish)).rejects.toMatchObject(gone);
        await expect(allowExport(viewer, given)).rejects.toMatchObject(gone);
        await expect(endExport(viewer, given)).rejects.toMatchObject(gone);
        await expect(takeExport(viewer, caseId, given.export)).rejects.toMatchObject(gone);
        await expect(findExports(viewer, caseId)).rejects.toMatchObject(gone);
      }
      await expect(takeExport(lead, caseId, "no id")).rejects.toMatchObject(gone);
    });

    it("keeps purpose, recipient and key sealed, and out of the audit log", async () => {
      await made();
      const rows = await asPortal((tx) => tx.select().from(caseExports), database);
      const events = await database.select().from(auditEvents);
      for (const text of [JSON.stringify(rows), JSON.stringify(events)])
        for (const word of ["court", "Court", keys.publicKey]) expect(text.includes(word)).toBe(false);
    });

    it("is refused for a key that nothing can be sealed to", async () => {
      const zero = Buffer.alloc(32).toString("base64");
      await expect(ask({ publicKey: zero })).rejects.toMatchObject({ field: "publicKey" });
      const form = { case: caseId, version: "1", purpose: "a", recipient: "b" };
      for (const publicKey of ["", "abc", keys.publicKey.slice(1), `${keys.publicKey}=`])
        expect(exportForm.safeParse({ ...form, publicKey }).success, publicKey).toBe(false);
      expect(exportForm.safeParse({ ...form, publicKey: `  ${keys.publicKey}\n` }).success).toBe(true);
    });

    it("goes on where a message was erased with its key", async () => {
      await asPortal(
        (tx) =>
          tx.execute(
            sql`delete from data_key where id in (select report_id from conduct_message where report_id is not null)`,
          ),
        database,
      );
      expect(await asPortal((tx) => tx.$count(messages), database)).toBeGreaterThan(0);
      expect(textOf(await made())).toContain("[left out]");
    });
  });
});
