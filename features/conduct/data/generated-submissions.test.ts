import { beforeEach, describe, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { DataKey } from "@/lib/vault/data-key";
import { newToken } from "../domain/receipt";
import { contentSections, reportContent, reportContentSchema, reportForm, type Report } from "../domain/report-form";
import { steppedForm } from "../domain/report-steps";
import { openReport } from "./report-content";
import { reports } from "./report-tables";
import { isReadable, submitAnonymousReport, submitReport } from "./submit-report";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});

/** Mulberry32: the same numbers in every run. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const hostile = [
  ...["", " ", "\0", "\u202e", "\ufeff", "\ud800", "\udfff\ud800", "a\u0301".repeat(500), "\r\n\r", "\u2028\u2029"],
  ...[
    '=HYPERLINK("http://x")',
    "+1+1",
    "@SUM(A1)",
    "-2",
    "<script>alert(1)</script>",
    "<!--",
    "]]>",
    "&#0;",
    "{{7*7}}",
  ],
  ...["${process.exit()}", "'; drop table person; --", "\\", "%00", "%s%n", "../../../etc/passwd", "__proto__", "null"],
  ...[
    "ﷺ".repeat(100),
    "👩‍👩‍👧‍👦".repeat(50),
    "日本語".repeat(300),
    "مرحبا",
    "𝕳𝖆𝖑𝖑𝖔",
    "0".repeat(400),
    "NaN",
    "[object Object]",
  ],
];
const names = [
  "where",
  "when",
  "links",
  "who",
  "ongoing",
  "safe",
  "witnesses",
  "onBehalfOf",
  "contact",
  "language",
  "hope",
];
const extras = ["__proto__", "constructor", "toString", "step", "intent", "uploaded", "exclude", "keepOriginals"];

/** Makes what a browser, or anything else, could send: fields of the form and others, with any text in them. */
function makeSubmissions(seed: number) {
  const next = numbersFrom(seed);
  const below = (count: number) => Math.floor(next() * count);
  const anyOf = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const anyCharacter = () => String.fromCharCode(...Array.from({ length: 1 + below(60) }, () => below(0x10000)));
  const anyPoint = () => Array.from({ length: 1 + below(60) }, () => String.fromCodePoint(below(0x110000))).join("");
  const text = (): string => {
    const kind = next();
    if (kind < 0.35) return anyOf(hostile);
    if (kind < 0.6) return anyCharacter();
    if (kind < 0.85) return anyPoint();
    if (kind < 0.99) return `${anyOf(hostile)}${anyPoint()}${anyOf(hostile)}`;
    return anyOf(hostile)
      .repeat(1 + below(9000))
      .slice(0, 120_000);
  };
  return (): Record<string, string> => {
    const typed: Record<string, string> = { token: newToken(), mode: anyOf(["named", "confidential", "anonymous"]) };
    if (next() < 0.95) typed.what = text();
    for (const name of names) if (next() < 0.4) typed[name] = text();
    // A word that is none of the answers is refused: mostly it is one, or too little else would be tried.
    for (const name of ["ongoing", "safe"]) if (next() < 0.9) typed[name] = anyOf(["yes", "no", "unsure", ""]);
    if (next() < 0.2) Object.defineProperty(typed, anyOf(extras), { value: text(), enumerable: true });
    if (next() < 0.02) typed.token = text();
    if (next() < 0.02) typed.mode = text();
    return typed;
  };
}

describe("10,000 generated submissions", () => {
  it("are each refused with a sentence, or sealed and opened again as they were", () => {
    const make = makeSubmissions(4);
    const counts = { accepted: 0, refused: 0 };
    for (let number = 0; number < 10_000; number += 1) {
      const typed = make();
      const isStepped = steppedForm.safeParse({ ...typed, intent: "send" }).success;
      const read = reportForm.safeParse(typed);
      expect(isStepped).toBe(read.success);
      if (!read.success) {
        counts.refused += 1;
        for (const { message } of read.error.issues) expect(message).toMatch(/^[A-Z].*\.$/);
        continue;
      }
      counts.accepted += 1;
      const content = reportContent(read.data);
      const key = DataKey.fresh("2f1c2f0e-5a0b-4d53-8f0e-0d7a2b8f9a11");
      const place = { table: "conduct_report", column: "content", row: key.id };
      const opened = reportContentSchema.parse(JSON.parse(key.open(place, key.seal(place, JSON.stringify(content)))));
      expect(opened).toEqual(content);
      expect(contentSections(opened)[0]?.text).toBe(content.what);
      // Of what was written nothing is lost but what no database or browser keeps.
      const written = (typed.what ?? "").replaceAll("\0", "").replace(/\r\n?/g, "\n").toWellFormed().trim();
      expect(opened.what).toBe(written);
    }
    // Otherwise nothing would have been tried.
    expect(counts.accepted).toBeGreaterThan(3000);
    expect(counts.refused).toBeGreaterThan(1000);
  });
});

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    serveDatabase((database = await open()));
  });

  it("whatever the form accepts is stored once, and read again as it was written", async () => {
    const make = makeSubmissions(8);
    await signInNewPerson(database, { name: "Chi Moderator", roles: ["conduct_moderator"] });
    const viewer = await signInNewPerson(database, { name: "Ana", roles: ["team_member"] });
    const sent: Report[] = [];
    while (sent.length < 120) {
      const read = reportForm.safeParse({ ...make(), exclude: "" });
      if (!read.success) continue;
      sent.push(read.data);
      await isReadable(read.data, viewer.person.id, database);
      if (read.data.mode === "anonymous") await submitAnonymousReport(read.data, new Date(), database);
      else await submitReport(viewer, read.data, new Date(), database);
    }
    const opened = await asPortal(async (tx) => {
      const rows = await tx.select().from(reports);
      return Promise.all(rows.map((row) => openReport(tx, row)));
    }, database);
    const texts = (given: { what: string }[]) => given.map(({ what }) => what).sort();
    expect(texts(opened)).toEqual(texts(sent));
  }, 120_000);
});
