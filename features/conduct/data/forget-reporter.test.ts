import { beforeEach, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { newToken } from "../domain/receipt";
import { reportForm } from "../domain/report-form";
import { saveDraft } from "./draft-commands";
import { openDraft } from "./draft-queries";
import { forgetReporter } from "./forget-reporter";
import { listInbox } from "./inbox-queries";
import { identities, reports } from "./report-tables";
import { submitReport } from "./submit-report";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));

  it("reports of a deleted account stay and are nobody's; those of others stay theirs", async () => {
    const [ana, ben] = [await signInNewPerson(database, { name: "Ana" }), await signInNewPerson(database)];
    const send = (viewer: typeof ana, mode: string) =>
      submitReport(viewer, reportForm.parse({ mode, token: newToken(), what: "It happened" }), new Date(), database);
    await send(ana, "named");
    await send(ana, "confidential");
    await send(ben, "confidential");
    await saveDraft(ana, newToken(), { what: "Half a story" });
    expect(await listInbox(ana)).toHaveLength(2);

    await asPortal((tx) => forgetReporter(tx, ana.person.id), database);
    expect(await listInbox(ana)).toEqual([]);
    expect(await openDraft(ana)).toBeNull();
    expect(await listInbox(ben)).toHaveLength(1);
    await asPortal(async (tx) => {
      expect(await tx.$count(reports)).toBe(3);
      expect(await tx.$count(identities)).toBe(1);
    }, database);
  });
});
