import { asc } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { messageOf, writeLetter } from "@/lib/mail/letter";
import { openMail } from "@/lib/mail/queue";
import { newToken } from "../domain/receipt";
import { sendMessage } from "./inbox-commands";
import { queueNeutralMail } from "./neutral-mail";
import { release, report } from "./test-inbox";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
});

const frame = { siteName: "Portal", origin: "https://portal.example" };
// Made-up words that stand in no mail by chance.
const secretWords = ["zanzibarine", "کلاهبرداری", "嫌がらせ", "mallory_handle", "copper-heron", "grapnel"];
const people = 20;
const each = 25;

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));

  it("500 mails of all kinds of news are one and the same, and say nothing of what, who or which", async () => {
    const viewers = [];
    for (let number = 0; number < people; number += 1) {
      const name = `Nadezhda ${number} Quillfeather`;
      viewers.push(
        await signInNewPerson(database, { name, email: `reader-${number}@example.org`, roles: ["conduct_moderator"] }),
      );
    }
    const own = await report(database, viewers[0]!, { what: secretWords.join(" "), who: "mallory_handle" });
    await release(database, own.reportId);
    await sendMessage(own, { token: newToken(), text: secretWords.join("\n") });
    for (const { person } of viewers)
      for (let count = 0; count < each; count += 1) await database.transaction((tx) => queueNeutralMail(tx, person.id));

    const queued = await database.select().from(jobs).orderBy(asc(jobs.id));
    const letters = queued.map(({ id, payload }) => {
      const { mail, mark } = openMail(payload);
      return { job: { id, mark }, letter: messageOf(writeLetter(mail, mark, id, frame)) };
    });
    // The message has reached the desk, too, but not its own reporter, who belongs to it.
    expect(letters).toHaveLength(people * each + people - 1);
    const bodies = letters.map(({ letter: { from, subject, text, html, headers } }) =>
      JSON.stringify([from, subject, text, html, headers]),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(letters[0]?.letter.subject).toMatch(/^You have an update on \S/);
    const forbidden = [
      ...secretWords,
      "Quillfeather",
      "Nadezhda",
      own.reportId,
      ...viewers.map(({ person }) => person.id),
    ];
    forbidden.push("report", "conduct", "case", "harass", "moderat", "desk");
    for (const { job, letter } of letters) {
      const whole = JSON.stringify(letter).toLowerCase();
      for (const word of forbidden) expect(whole).not.toContain(word.toLowerCase());
      // Nothing but what every mail of the portal has, and no two mails are tied to each other.
      expect(letter.messageId).toContain(`job-${job.id}.${job.mark}@`);
      expect(Object.keys(letter.headers)).toEqual(["Auto-Submitted"]);
      expect(letter.to).toHaveLength(1);
      expect(letter.to[0]?.name).toBe("");
    }
    // Nor does the queue tell before they are sent.
    const waiting = JSON.stringify(queued).toLowerCase();
    for (const word of [...secretWords, own.reportId]) expect(waiting).not.toContain(word.toLowerCase());
  });

  it("leaves at some moment of a quarter of an hour, so that its time says little", async () => {
    const { person } = await signInNewPerson(database);
    const before = await database.$count(jobs);
    const now = new Date("2030-01-01T00:00:00Z");
    for (let count = 0; count < 50; count += 1)
      await database.transaction((tx) => queueNeutralMail(tx, person.id, now));
    const times = (await database.select().from(jobs).orderBy(asc(jobs.id)))
      .slice(before)
      .map(({ runAt }) => runAt.getTime() - now.getTime());
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThan(15 * 60_000);
    expect(new Set(times).size).toBeGreaterThan(40);
  });

  it("is not written where there is nobody, or no address", async () => {
    const before = await database.$count(jobs);
    await database.transaction((tx) => queueNeutralMail(tx, crypto.randomUUID()));
    expect(await database.$count(jobs)).toBe(before);
  });
});
