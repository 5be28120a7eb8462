import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { dataKeys } from "@/lib/vault/tables";
import { newToken, printSecret } from "../domain/receipt";
import { reportForm } from "../domain/report-form";
import { openAnonymousDraft, saveAnonymousDraft } from "./anonymous-drafts";
import { deleteDraft, saveDraft } from "./draft-commands";
import { findDraft, openDraft } from "./draft-queries";
import { upload } from "./form-uploads";
import { drafts, files, receipts } from "./report-tables";
import { submitAnonymousReport, submitReport } from "./submit-report";
import { draftIdOf } from "./uploads";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});

const now = new Date("2026-07-14T15:26:53Z");
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const valuesOf = (token: string, what = "So far.") => ({ token, step: "2", mode: "confidential", what, exclude: "" });

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    serveDatabase((database = await open()));
  });
  const traces = (token: string) =>
    asPortal(
      async (tx) => [
        await tx.$count(drafts, sql`id = ${draftIdOf(token)}`),
        await tx.$count(dataKeys, sql`id = ${draftIdOf(token)}`),
        await tx.$count(receipts, sql`owner_id = ${draftIdOf(token)}`),
      ],
      database,
    );

  describe("the saved form of a signed-in person", () => {
    it("comes back as it was, for two weeks, to them alone", async () => {
      const [ana, bo] = [await signInNewPerson(database), await signInNewPerson(database)];
      const values = valuesOf(newToken(), "ünï‮code 🦆\n=1+1");
      expect(await saveDraft(ana, values.token, values, now, database)).toBe("2026-07-28");
      expect(await findDraft(ana, now, database)).toBe("2026-07-28");
      expect(await openDraft(ana, later(14), database)).toEqual(values);
      expect(await openDraft(ana, later(15), database)).toBeNull();
      expect(await findDraft(bo, now, database)).toBeNull();
      expect(await openDraft(bo, now, database)).toBeNull();
    });

    it("can be saved again, and cannot replace another one by accident", async () => {
      const ana = await signInNewPerson(database);
      const token = newToken();
      await saveDraft(ana, token, valuesOf(token, "first"), now, database);
      await saveDraft(ana, token, valuesOf(token, "second"), later(1), database);
      expect(await openDraft(ana, now, database)).toMatchObject({ what: "second" });
      const other = newToken();
      await expect(saveDraft(ana, other, valuesOf(other), now, database)).rejects.toMatchObject({ kind: "conflict" });
      expect(await openDraft(ana, now, database)).toMatchObject({ what: "second" });
    });

    it("is gone with its key when it is deleted, or sent", async () => {
      const ana = await signInNewPerson(database);
      const [deleted, sent, kept] = [newToken(), newToken(), newToken()];
      await saveDraft(ana, deleted, valuesOf(deleted), now, database);
      await deleteDraft(ana, database);
      expect(await traces(deleted)).toEqual([0, 0, 0]);
      await saveDraft(ana, sent, valuesOf(sent), now, database);
      await submitReport(ana, reportForm.parse({ ...valuesOf(sent) }), now, database);
      expect(await traces(sent)).toEqual([0, 0, 0]);
      // A report about something else leaves it alone.
      await saveDraft(ana, kept, valuesOf(kept), now, database);
      await submitReport(ana, reportForm.parse(valuesOf(newToken())), now, database);
      expect(await traces(kept)).toEqual([1, 1, 0]);
    });

    it("keeps its files as long as itself", async () => {
      const ana = await signInNewPerson(database);
      const token = newToken();
      const { added } = await upload(token, [new File(["a"], "a.txt")], { isNameKept: true }, now, database);
      await saveDraft(ana, token, valuesOf(token), now, database);
      const [file] = await asPortal(
        (tx) =>
          tx
            .select()
            .from(files)
            .where(sql`id = ${added[0]?.id}`),
        database,
      );
      expect(file?.expiresOn).toBe("2026-07-28");
    });
  });

  describe("the saved form of somebody anonymous", () => {
    it("opens with what was shown then, for two weeks, and names nobody", async () => {
      const values = valuesOf(newToken());
      const { receipt, until } = await saveAnonymousDraft(values.token, values, now, database);
      expect(until).toBe("2026-07-28");
      const { locator, secret } = receipt;
      expect(await openAnonymousDraft(locator, secret, later(14), database)).toEqual(values);
      await expect(openAnonymousDraft(locator, secret, later(15), database)).rejects.toThrow(/opens no saved form/);
      const [row] = await asPortal(
        (tx) =>
          tx
            .select()
            .from(drafts)
            .where(sql`id = ${draftIdOf(values.token)}`),
        database,
      );
      expect(row?.reporterRef).toBeNull();
    });

    it("cannot be opened by the portal itself: no key of it is kept", async () => {
      const values = valuesOf(newToken());
      await saveAnonymousDraft(values.token, values, now, database);
      expect(await traces(values.token)).toEqual([1, 0, 1]);
    });

    it("is answered alike for a wrong secret, an unknown locator and the receipt of a report", async () => {
      const values = valuesOf(newToken());
      const { receipt } = await saveAnonymousDraft(values.token, values, now, database);
      const other = await submitAnonymousReport(
        reportForm.parse({ ...valuesOf(newToken()), mode: "anonymous" }),
        now,
        database,
      );
      const answers = await Promise.all(
        [
          openAnonymousDraft(receipt.locator, other.secret, now, database),
          openAnonymousDraft("ZZZZZZ", receipt.secret, now, database),
          openAnonymousDraft(other.locator, other.secret, now, database),
        ].map((attempt) => attempt.catch((error: Error) => error.message)),
      );
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toMatch(/opens no saved form/);
    });

    it("opens with the same when it was saved again, and with nothing once it was sent", async () => {
      const values = valuesOf(newToken());
      const first = await saveAnonymousDraft(values.token, values, now, database);
      const again = await saveAnonymousDraft(values.token, { ...values, what: "More." }, now, database);
      expect(printSecret(again.receipt.secret)).toEqual(printSecret(first.receipt.secret));
      const { locator, secret } = first.receipt;
      expect(await openAnonymousDraft(locator, secret, now, database)).toMatchObject({ what: "More." });
      const sent = await submitAnonymousReport(reportForm.parse({ ...values, mode: "anonymous" }), now, database);
      expect(printSecret(sent.secret)).not.toEqual(printSecret(secret));
      expect(await traces(values.token)).toEqual([0, 0, 0]);
      await expect(openAnonymousDraft(locator, secret, now, database)).rejects.toThrow(/opens no saved form/);
    });
  });
});
