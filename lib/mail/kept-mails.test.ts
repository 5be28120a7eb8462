import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepIn, listKeptMails, readKeptMail } from "./kept-mails";
import { writeLetter } from "./letter";
import type { Mail } from "./queue";

const mail: Mail = {
  to: { name: "Ada", address: "ada@example.org" },
  subject: "Grüße",
  paragraphs: ["Hello", { label: "Sign in", href: "https://portal.example/in" }],
};
const letter = (id: number, mark = "a1b2") =>
  writeLetter(mail, mark, id, { siteName: "Portal", origin: "https://portal.example" });

describe("mails without a mail server", () => {
  let parent: string;
  let folder: string;
  const fresh = () => (folder = path.join(mkdtempSync(path.join(parent, "each-")), "mail"));
  beforeAll(() => void (parent = mkdtempSync(path.join(tmpdir(), "portal-mail-"))));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it("are kept as the file that would have been sent, and can be read", async () => {
    await keepIn(fresh())(letter(17));
    const parsed = await PostalMime.parse(readFileSync(path.join(folder, "job-17.a1b2.eml")));
    expect(parsed).toMatchObject({ subject: "Grüße", messageId: "<job-17.a1b2@localhost>" });
    const kept = await readKeptMail(folder, "job-17.a1b2");
    expect(kept).toMatchObject({ to: mail.to, subject: "Grüße", links: [mail.paragraphs[1]] });
    expect(kept!.html.trim()).toBe(parsed.html!.trim());
    expect(await listKeptMails(folder)).toEqual([kept]);
  });

  it("can be read by nobody else on the machine", async () => {
    await keepIn(fresh())(letter(17));
    const modeOf = (file: string) => statSync(file).mode & 0o777;
    expect(modeOf(folder)).toBe(0o700);
    expect(readdirSync(folder).map((name) => modeOf(path.join(folder, name)))).toEqual([0o600, 0o600]);
  });

  it("are one when the same job runs twice", async () => {
    const keep = keepIn(fresh());
    await keep(letter(17));
    await keep(letter(17));
    expect(await listKeptMails(folder)).toHaveLength(1);
  });

  it("are the newest 200, newest first", async () => {
    const keep = keepIn(fresh());
    await keep(letter(1));
    const file = path.join(folder, "job-1.a1b2.json");
    const first = JSON.parse(readFileSync(file, "utf8"));
    for (let id = 1; id <= 201; id++) {
      const at = new Date(Date.UTC(2026, 0, 1, 0, id)).toISOString();
      writeFileSync(path.join(folder, `job-${id}.a1b2.json`), JSON.stringify({ ...first, id: `job-${id}.a1b2`, at }));
    }
    await keep(letter(300));
    const ids = (await listKeptMails(folder)).map(({ id }) => id);
    expect([ids.length, ids[0], ids[1], ids.at(-1)]).toEqual([200, "job-300.a1b2", "job-201.a1b2", "job-3.a1b2"]);
    expect(readdirSync(folder)).not.toContain("job-1.a1b2.eml");
  });

  it.each(["../secret", "job-1.a1b2/../../x", "job-1", "", "job-999.ff"])(
    "are not found by an id such as %j, which leads nowhere else",
    async (id) => {
      await keepIn(fresh())(letter(17));
      writeFileSync(path.join(folder, "..", "secret.json"), "{}");
      expect(await readKeptMail(folder, id)).toBeNull();
    },
  );

  it("are kept and listed beside one that a power cut left half written", async () => {
    const keep = keepIn(fresh());
    await keep(letter(1));
    writeFileSync(path.join(folder, "job-1.a1b2.json"), '{"id":');
    await keep(letter(2));
    expect((await listKeptMails(folder)).map(({ id }) => id)).toEqual(["job-2.a1b2"]);
  });

  it("are none before the first", async () => {
    expect(await listKeptMails(fresh())).toEqual([]);
  });
});
