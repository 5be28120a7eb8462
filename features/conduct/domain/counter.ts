const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** What is counted of closed cases, each in its own buckets. */
export const counterDimensions = ["rule", "tier", "acknowledged", "closed", "appeal"] as const;
export type CounterDimension = (typeof counterDimensions)[number];
export type CounterEntry = { dimension: CounterDimension; bucket: string };

export const acknowledgeBuckets = ["within_1_day", "within_3_days", "within_7_days", "later", "never"] as const;
export const closeBuckets = ["within_7_days", "within_14_days", "within_45_days", "within_90_days", "later"] as const;

/** Returns the half-year that a moment is in, such as 2026-H2. */
export function periodOf(date: Date): string {
  return `${date.getUTCFullYear()}-H${date.getUTCMonth() < 6 ? 1 : 2}`;
}

/** Returns how long it took until a person answered a report, as a bucket. */
export function acknowledgeBucket(submitted: Date, acknowledged: Date | null): (typeof acknowledgeBuckets)[number] {
  if (acknowledged === null) return "never";
  const took = acknowledged.getTime() - submitted.getTime();
  if (took <= day) return "within_1_day";
  if (took <= 3 * day) return "within_3_days";
  return took <= 7 * day ? "within_7_days" : "later";
}

/** Returns how long a case was open, as a bucket. */
export function closeBucket(opened: Date, closed: Date): (typeof closeBuckets)[number] {
  const took = closed.getTime() - opened.getTime();
  if (took <= 7 * day) return "within_7_days";
  if (took <= 14 * day) return "within_14_days";
  if (took <= 45 * day) return "within_45_days";
  return took <= 90 * day ? "within_90_days" : "later";
}
