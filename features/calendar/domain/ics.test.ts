import { describe, expect, it } from "vitest";
import { writeCalendar, type CalendarEvent } from "./ics";

const event = (about: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: "a@example.com",
  startsAt: new Date("2026-11-24T10:15:00.000Z"),
  endsAt: new Date("2026-11-24T11:15:00.000Z"),
  title: "Title",
  url: "https://example.com/handbook",
  description: "",
  ...about,
});

/** Reads iCalendar the way RFC 5545 says: unfold, split into lines, undo the escapes. */
function readBack(text: string): [string, string][] {
  return text
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => {
      const cut = line.indexOf(":");
      const value = line
        .slice(cut + 1)
        .replace(/\\(.)/gs, (_, sign: string) => (sign === "n" || sign === "N" ? "\n" : sign));
      return [line.slice(0, cut), value];
    });
}
const valuesOf = (text: string, name: string) =>
  readBack(text).flatMap(([key, value]) => (key === name ? [value] : []));

// The same sequence on every run: a test must not fail only sometimes.
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const pieces = [
  ...[
    "a",
    "Z",
    " ",
    ",",
    ";",
    ":",
    "\\",
    '"',
    "\n",
    "\r\n",
    "\\n",
    "\t",
    "\u0000",
    "\u007f",
    "é",
    "日本",
    "한글",
    "עברית",
  ],
  ...["👩‍💻", "🇩🇪", "e\u0301", "\u2028", "BEGIN:VEVENT", "END:VCALENDAR\r\n", "=?", "\u00ad", "\ufeff", "🏳️‍🌈".repeat(20)],
];
const random = makeRandom(20_261_120);
const titles = Array.from({ length: 3000 }, () =>
  Array.from({ length: Math.floor(random() * 60) }, () => pieces[Math.floor(random() * pieces.length)]).join(""),
);
/** What may be left of a text: line ends are one kind, and control characters are gone. */
const expected = (text: string) => text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, "");

describe("the calendar file", () => {
  it("holds one event with its times in UTC, in lines that end as the standard says", () => {
    const text = writeCalendar({ name: "Sessions", events: [event()] });
    expect(text).toBe(
      [
        ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//DevRel Portal//Calendar//EN", "X-WR-CALNAME:Sessions"],
        ...["BEGIN:VEVENT", "UID:a@example.com", "DTSTAMP:20261124T101500Z", "DTSTART:20261124T101500Z"],
        ...[
          "DTEND:20261124T111500Z",
          "SUMMARY:Title",
          "URL:https://example.com/handbook",
          "END:VEVENT",
          "END:VCALENDAR",
          "",
        ],
      ].join("\r\n"),
    );
  });

  it("is the same bytes for the same events, so that it can be revalidated", () => {
    const given = { name: "a", events: [event(), event({ uid: "b" })] };
    expect(writeCalendar(given)).toBe(writeCalendar(given));
  });

  it("gives back 3,000 hostile titles and descriptions, each in an event of its own", () => {
    const events = titles.map((title, number) => event({ uid: `${number}`, title, description: `x${title}` }));
    const text = writeCalendar({ name: titles[0] ?? "", events });
    expect(valuesOf(text, "SUMMARY")).toEqual(titles.map(expected));
    expect(valuesOf(text, "DESCRIPTION")).toEqual(titles.map((title) => `x${expected(title)}`));
    expect(valuesOf(text, "BEGIN")).toHaveLength(events.length + 1);
    expect(valuesOf(text, "END")).toHaveLength(events.length + 1);
  });

  it("folds every line at 75 octets and never inside a character", () => {
    const text = writeCalendar({ name: "a", events: titles.slice(0, 500).map((title) => event({ title })) });
    const lines = text.split("\r\n");
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    // A character that was cut would not survive the way through bytes.
    expect(lines.map((line) => Buffer.from(line).toString())).toEqual(lines);
    expect(lines.join("")).not.toMatch(/[\r\n]/);
  });

  it.each([
    [62, 1],
    [67, 1],
    [68, 2],
    [141, 2],
    [142, 3],
  ])("folds a title of %i octets into %i lines", (length, count) => {
    const lines = writeCalendar({ name: "a", events: [event({ title: "a".repeat(length) })] }).split("\r\n");
    const start = lines.findIndex((line) => line.startsWith("SUMMARY:"));
    expect(
      lines.slice(
        start,
        lines.findIndex((line) => line.startsWith("URL:")),
      ),
    ).toHaveLength(count);
  });
});
