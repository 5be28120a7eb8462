export type CalendarEvent = {
  uid: string;
  startsAt: Date;
  endsAt: Date;
  title: string;
  url: string;
  description: string;
};

const utf8 = new TextEncoder();
const maximalOctets = 75;

/** Escapes a text value (RFC 5545, 3.3.11); control characters are left out. */
function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, "")
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, "\\n");
}

/** Folds a line after 75 octets, never inside a character (RFC 5545, 3.1). */
function fold(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = utf8.encode(character).length;
    if (octets + size > maximalOctets) {
      lines.push(current);
      // The space that marks a continuation counts, too.
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

const stamp = (instant: Date) => instant.toISOString().replace(/[-:]|\.\d{3}/g, "");

/** Writes events as iCalendar (RFC 5545); every instant is in UTC, so that no zone definition is needed. */
export function writeCalendar({ name, events }: { name: string; events: CalendarEvent[] }): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//DevRel Portal//Calendar//EN",
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap(({ uid, startsAt, endsAt, title, url, description }) => [
      "BEGIN:VEVENT",
      `UID:${escapeText(uid)}`,
      // Byte-stable: the stamp is that of the event, not of the request.
      `DTSTAMP:${stamp(startsAt)}`,
      `DTSTART:${stamp(startsAt)}`,
      `DTEND:${stamp(endsAt)}`,
      `SUMMARY:${escapeText(title)}`,
      `URL:${url}`,
      ...(description === "" ? [] : [`DESCRIPTION:${escapeText(description)}`]),
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}
