import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { runOutsideJob } from "@/lib/jobs/run-outside-job";
import { jobs } from "@/lib/jobs/tables";
import { log } from "@/lib/log";
import { mailHandler } from "./handler";
import { mailKind, queueMail, type Mail } from "./queue";
import { sendBy } from "./smtp";
import { refusal, startMailServer, type TestMailServer } from "./test-mail-server";

vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret for tests only and long enough to be one"));

const frame = () => ({ siteName: "Portal", origin: "https://portal.example" });
const mail: Mail = {
  to: { name: "Ada", address: "ada@example.org" },
  subject: "Your confidential report",
  paragraphs: ["It has arrived."],
};

describe("a queued mail", () => {
  forEachEngine((open) => {
    let database: Database;
    let running: TestMailServer | undefined;
    const start = async (...parameters: Parameters<typeof startMailServer>) =>
      (running = await startMailServer(...parameters));
    const rows = () => database.select().from(jobs).orderBy(jobs.id);
    /** Sends what is due, rest or not. */
    const sendAll = async () => {
      await database.update(jobs).set({ runAt: sql`now()` });
      const handlers = new Map([[mailKind, mailHandler(frame, sendBy(running!.url))]]);
      while (await runOutsideJob(database, handlers));
    };

    beforeEach(async () => {
      database = await open();
      await database.delete(jobs);
    });
    afterEach(async () => {
      await running?.stop();
      vi.restoreAllMocks();
    });

    it("lies sealed in the queue, is sent, and leaves nothing of itself behind", async () => {
      const { arrived } = await start();
      await queueMail(database, mail);
      expect(JSON.stringify(await rows())).not.toMatch(/example|confidential|arrived/i);
      await sendAll();
      expect(arrived.map(({ email }) => email.subject)).toEqual(["Your confidential report"]);
      const [done] = await rows();
      expect(done!.doneAt).toEqual(expect.any(Date));
      expect(done!.payload).toEqual({});
    });

    it("is sent only when its cause holds, and once for a key", async () => {
      const { arrived } = await start();
      const failing = database.transaction(async (tx) => {
        await queueMail(tx, mail);
        throw new Error("the cause did not happen");
      });
      await expect(failing).rejects.toThrow("did not happen");
      await queueMail(database, { ...mail, key: "welcome ada" });
      await queueMail(database, { ...mail, key: "welcome ada" });
      await sendAll();
      expect(arrived).toHaveLength(1);
    });

    it.each(["ada@example.org\r\nBcc: eve@example.org", "ada@example.org, eve@example.org", "ada＠example.org"])(
      "is refused at once for an address such as %j",
      async (address) => {
        const queued = queueMail(database, { ...mail, to: { name: "Ada", address } });
        await expect(queued).rejects.toMatchObject({ kind: "invalid" });
        expect(await rows()).toEqual([]);
      },
    );

    it("is refused at once when it links to something that is no page", async () => {
      const paragraphs = [{ label: "Open", href: "javascript:alert(1)" }];
      await expect(queueMail(database, { ...mail, paragraphs })).rejects.toThrow("links");
      await expect(queueMail(database, { ...mail, unsubscribe: "stop" })).rejects.toThrow("links");
    });

    it("is given up at once when there is no such mailbox, and the reason does not name it", async () => {
      vi.spyOn(log, "warn").mockImplementation(() => undefined);
      await start({ onRcptTo: ({ address }, _session, done) => done(refusal(550, `no mailbox <${address}>`)) });
      await queueMail(database, mail);
      await sendAll();
      const [job] = await rows();
      expect(job).toMatchObject({ attempts: 1, deadAt: expect.any(Date), lastError: expect.stringContaining("550") });
      expect(job!.lastError).not.toContain("ada");
    });

    it("arrives later when the server asks to come back, as greylisting does", async () => {
      const seen = new Set<string>();
      const { arrived } = await start({
        onRcptTo({ address }, _session, done) {
          if (seen.has(address)) return done();
          seen.add(address);
          done(refusal(451, "Greylisted, come back later"));
        },
      });
      await queueMail(database, mail);
      await sendAll();
      expect(await rows()).toMatchObject([{ attempts: 1, doneAt: null, deadAt: null }]);
      await sendAll();
      expect(arrived).toHaveLength(1);
      expect(await rows()).toMatchObject([{ attempts: 2, doneAt: expect.any(Date) }]);
    });

    it("has one Message-ID when it is sent again after the connection was cut in the middle", async () => {
      const { arrived } = await start({}, (count, server) => {
        // The server has the mail, but the portal never hears so.
        if (count === 1) server.connections.forEach((each) => each.close());
      });
      await queueMail(database, mail);
      await sendAll();
      expect(await rows()).toMatchObject([{ attempts: 1, doneAt: null, deadAt: null }]);
      await sendAll();
      const [first, second, ...more] = arrived.map(({ email }) => email.messageId);
      expect(first).toMatch(/^<job-\d+\.[0-9a-f]{24}@localhost>$/);
      expect(second).toBe(first);
      expect(more).toEqual([]);
    });

    it("has a Message-ID of its own", async () => {
      const { arrived } = await start();
      await queueMail(database, mail);
      await queueMail(database, mail);
      await sendAll();
      expect(new Set(arrived.map(({ email }) => email.messageId)).size).toBe(2);
    });
  });
});
