// Contract: <time datetime data-local-time>: its text is UTC and becomes the reader's time with the UTC time kept
// behind it. <time datetime data-local-time="span" data-until>: day, start and end in the reader's zone only; the
// UTC time stands elsewhere on the card.
import { readerZone } from "./preferences";

// The server writes day before month and 24 hours; the reader's zone must not change the style.
const given = document.documentElement.lang || "en";
const language = given === "en" ? "en-GB" : given;

function day(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return format
    .formatToParts(instant)
    .map(({ type, value }) => (type === "literal" && value === ", " ? " " : value))
    .join("");
}

function time(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    instant,
  );
}

/** Shows times in the reader's zone; UTC stays visible. */
export function showLocalTimes(): void {
  const zone = readerZone();
  const zoneLabel = (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
  for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-local-time]")) {
    const from = new Date(element.dateTime);
    const until = new Date(element.dataset.until ?? element.dateTime);
    if (Number.isNaN(from.getTime())) continue;
    const start = `${day(from, zone)}, ${time(from, zone)}`;
    if (element.dataset.localTime === "span") {
      const end = time(until, zone);
      const isSameDay = day(from, zone) === day(until, zone);
      element.textContent = `${start}–${isSameDay ? end : `${day(until, zone)}, ${end}`} (${zoneLabel})`;
    } else if (zone !== "UTC") element.textContent = `${start} (${time(from, "UTC")} UTC)`;
  }
}
