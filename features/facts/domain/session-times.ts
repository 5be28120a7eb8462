/** Writes the day of an instant in a zone, such as "Tuesday 24 November 2026". */
export function formatDay(instant: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).formatToParts(instant);
  // The comma after the weekday comes and goes with the version of the language data.
  return parts
    .map(({ type, value }) => (type === "literal" ? " " : value))
    .join("")
    .trim();
}

/** Writes the time of day of an instant in a zone, such as "10:15". */
export function formatTime(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(instant);
}

/** Writes a session in a zone: day, start and end; the end's day only where it is another one. */
export function formatSpan(startsAt: Date, endsAt: Date, zone: string): string {
  const [startDay, endDay] = [formatDay(startsAt, zone), formatDay(endsAt, zone)];
  const end = formatTime(endsAt, zone);
  return `${startDay}, ${formatTime(startsAt, zone)}–${startDay === endDay ? end : `${endDay}, ${end}`}`;
}

/** Makes the name of a zone readable: "America/New_York" becomes "New York". */
export function zoneLabel(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
