import { existsSync, renameSync, rmSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { runOutsideJob } from "@/lib/jobs/run-outside-job";
import { jobs } from "@/lib/jobs/tables";
import { mailHandler } from "@/lib/mail/handler";
import { mailKind } from "@/lib/mail/queue";
import { sendBy } from "@/lib/mail/smtp";
import { startMailServer } from "@/lib/mail/test-mail-server";
import { getPublicKeys, keyFile, writeKeyring } from "@/lib/vault/key-file";
import { makeKeyring } from "@/lib/vault/keyring";
import { newToken } from "../domain/receipt";
import { reportForm } from "../domain/report-form";
import { upload } from "./form-uploads";
import { listFilesOf, readFile } from "./opened-files";
import { releaseReports } from "./release-job";
import { openReport } from "./report-content";
import { reports } from "./report-tables";
import { submitReport } from "./submit-report";
import { makeDesk } from "./test-case";

vi.hoisted(() => {
  // A file of its own, because it goes away under whoever else uses it.
  process.env.PORTAL_CONDUCT_KEYS = `${process.env.PORTAL_CONDUCT_KEYS}.faults`;
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  // Nobody listens there.
  process.env.PORTAL_CLAMD = "127.0.0.1:1";
});

const keyFiles = [keyFile, `${keyFile}.public`];
const frame = () => ({ siteName: "Portal", origin: "https://portal.example" });

forEachEngine((open) => {
  let database: Database;
  let ana: Viewer;

  beforeEach(async () => {
    serveDatabase((database = await open()));
    if (!existsSync(keyFile)) writeKeyring(keyFile, await makeKeyring());
    // Somebody reported before.
    getPublicKeys();
    ana = await signInNewPerson(database, { name: "Ana" });
    await database.delete(jobs);
  });
  afterAll(() => {
    for (const file of keyFiles) rmSync(file, { force: true });
  });

  const send = async (token: string, what: string) =>
    submitReport(ana, reportForm.parse({ mode: "confidential", token, what }), new Date(), database);
  const findReport = (what: string) =>
    asPortal(async (tx) => {
      for (const row of await tx.select().from(reports)) {
        const opened = await openReport(tx, row);
        if (opened.what === what) return { row, opened };
      }
      throw new Error("The report is not there.");
    }, database);

  it("with the scanner down and all key files away, a report with its file is accepted, and opens once the keys are back", async () => {
    const token = newToken();
    const text = "What they wrote, word for word.";
    for (const file of keyFiles) renameSync(file, `${file}.away`);
    try {
      const { added, refused } = await upload(
        token,
        [new File([text], "chat.txt", { type: "text/plain" })],
        { isNameKept: true },
        new Date(),
        database,
      );
      expect([added.length, refused]).toEqual([1, []]);
      await send(token, "It happened while everything was down.");
    } finally {
      for (const file of keyFiles) renameSync(`${file}.away`, file);
    }
    const { row } = await findReport("It happened while everything was down.");
    const [file] = await asPortal((tx) => listFilesOf(tx, row.id), database);
    expect(file).toMatchObject({ name: "chat.txt", state: "quarantined" });
    const original = await asPortal((tx) => readFile(tx, file?.id ?? "", "original"), database);
    expect(original.bytes.toString()).toBe(text);
  });

  it("with the mail server down, a report reaches the desk, and its mails wait until the server is back", async () => {
    await makeDesk(database);
    await send(newToken(), "It happened while no mail left.");
    await database.transaction((tx) => releaseReports(tx));
    const { row } = await findReport("It happened while no mail left.");
    expect(row.isReleased).toBe(true);

    const waiting = () => database.select().from(jobs).where(eq(jobs.kind, mailKind));
    const queued = (await waiting()).length;
    expect(queued).toBeGreaterThan(0);
    const sendAllTo = async (url: string) => {
      await database.update(jobs).set({ runAt: sql`now()` });
      while (await runOutsideJob(database, new Map([[mailKind, mailHandler(frame, sendBy(url))]])));
    };
    await sendAllTo("smtp://127.0.0.1:1");
    expect(await waiting()).toEqual(
      Array.from({ length: queued }, () => expect.objectContaining({ attempts: 1, doneAt: null, deadAt: null })),
    );
    const server = await startMailServer();
    try {
      await sendAllTo(server.url);
      expect(server.arrived).toHaveLength(queued);
    } finally {
      await server.stop();
    }
  });
});
