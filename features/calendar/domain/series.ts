const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
type Weekday = (typeof weekdays)[number];

/** A session that repeats every week at the same wall time of one zone. */
export type WeeklySeries = {
  /** IANA name, such as Europe/Berlin. */
  zone: string;
  weekday: Weekday;
  /** Wall time in that zone, as HH:MM. */
  at: string;
  durationMinutes: number;
};

/** One session, as instants. */
export type Occurrence = { startsAt: Date; endsAt: Date };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

// Making a formatter costs far more than using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Returns the wall clock of a zone at an instant, as milliseconds that read as if they were UTC. */
function wallClock(instant: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(zone, formatter);
  }
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/**
 * Returns the instant at which the zone's clock shows the wall time (milliseconds that read as UTC).
 * A time that the spring change skips moves forward by the gap; of a time that comes twice in autumn, the first counts.
 */
export function instantOfWallTime(wall: number, zone: string): Date {
  // The offsets a day before and after: a change of the clock lies between them, if there is one.
  const offsets = [wall - dayMs, wall + dayMs].map((probe) => wallClock(probe, zone) - probe);
  const [before = 0, after = before] = offsets;
  const candidates = [wall - before, wall - after].filter((instant) => wallClock(instant, zone) === wall);
  return new Date(candidates.length > 0 ? Math.min(...candidates) : wall - before);
}

/** Returns the next sessions of a series, the one that is running first; throws RangeError for an unknown zone. */
export function nextOccurrences(series: WeeklySeries, now: Date, count: number): Occurrence[] {
  const [hours = 0, minutes = 0] = series.at.split(":").map(Number);
  const lengthMs = series.durationMinutes * minuteMs;
  const today = Math.floor(wallClock(now.getTime(), series.zone) / dayMs) * dayMs;
  const daysAhead = (weekdays.indexOf(series.weekday) - new Date(today).getUTCDay() + 7) % 7;
  const found: Occurrence[] = [];
  // One week back: a session that began before midnight, or before the clock changed, may still run.
  for (let week = -1; found.length < count; week += 1) {
    const day = today + (daysAhead + week * 7) * dayMs;
    const startsAt = instantOfWallTime(day + (hours * 60 + minutes) * minuteMs, series.zone);
    const endsAt = new Date(startsAt.getTime() + lengthMs);
    if (endsAt.getTime() > now.getTime()) found.push({ startsAt, endsAt });
  }
  return found;
}

/** Returns when what is said about the next sessions stops being true: the next start or end; null without a series. */
export function nextChangeOf(series: readonly WeeklySeries[], now: Date): Date | null {
  const instants = series
    .flatMap((each) => nextOccurrences(each, now, 1))
    .flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()])
    .filter((instant) => instant > now.getTime());
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}
