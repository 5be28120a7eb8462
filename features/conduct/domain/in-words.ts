import { acknowledgeBy, nextUpdateBy } from "./deadline";

/** When a report will be answered, in words. */
export type Promised = { acknowledge: string; update: string };

const usual = { weekday: "long", day: "numeric", month: "long" } as const;

/** Returns a day in words, such as "Tuesday, 14 July"; in a time zone, or in UTC. */
export const dayInWords = (date: Date, zone: string | null): string =>
  new Intl.DateTimeFormat("en-GB", { ...usual, timeZone: zone ?? "UTC" }).format(date);

function momentInWords(date: Date, zone: string | null): string {
  const time = { hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  return new Intl.DateTimeFormat("en-GB", { ...usual, ...time, timeZone: zone ?? "UTC" }).format(date);
}

/** Returns the dates of a report that is sent by a signed-in person now. */
export const promisedNow = (now: Date, zone: string | null): Promised => ({
  acknowledge: momentInWords(acknowledgeBy(now), zone),
  update: dayInWords(nextUpdateBy(now), zone),
});

/** Returns the dates of a report that somebody sends who stays anonymous: their clock starts when the day is over. */
export function promisedToday(now: Date): Promised {
  const endOf = (date: Date) => `the end of ${dayInWords(new Date(date.getTime() - 1), null)} (UTC)`;
  const start = new Date((Math.floor(now.getTime() / 86_400_000) + 1) * 86_400_000);
  return { acknowledge: endOf(acknowledgeBy(start)), update: endOf(nextUpdateBy(start)) };
}
