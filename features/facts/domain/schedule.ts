import { z } from "zod";
import { handbookPath, key, text, webAddress, zoneName } from "./shapes";

const calendarSchema = z.strictObject({
  key,
  name: text,
  url: webAddress,
  audience: z.enum(["public", "team", "unknown"]),
  purpose: text,
  note: text.optional(),
});

/** Calendars that live outside the portal. */
export const calendarsSchema = z.array(calendarSchema);

/** The days of the week as series.yaml names them. */
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const place = z.strictObject({ label: text, url: webAddress });
const seriesSchema = z.strictObject({
  key,
  title: text,
  calendar: key.nullable().default(null),
  zone: zoneName,
  weekday: z.enum(weekdays),
  /** Wall time in the zone of the series. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day in quotes, such as "10:15"'),
  durationMinutes: z
    .int()
    .min(1)
    .max(24 * 60),
  page: handbookPath,
  /** Where the people who organize the sessions are named. */
  organizersPage: handbookPath.optional(),
  certainty: text.optional(),
  venue: text.optional(),
  joinAt: z.array(place).default([]),
  stream: place.nullable().default(null),
  /** What other versions of the source say instead. */
  conflicts: z.array(text).default([]),
});

/** Sessions that repeat every week. */
export const seriesListSchema = z.array(seriesSchema);
export type Series = z.infer<typeof seriesSchema>;
