const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
// One is taken every hour; a long one, or a machine that slept, is no reason to worry yet.
const snapshotDue = 3 * hour;

/** Says how much time that is, in the largest unit that fits. */
export function describeAge(milliseconds: number): string {
  const units: [number, string][] = [
    [day, "day"],
    [hour, "hour"],
    [minute, "minute"],
  ];
  const [size, name] = units.find(([unit]) => milliseconds >= unit) ?? [minute, "minute"];
  const amount = Math.floor(milliseconds / size);
  if (amount < 1) return "less than a minute";
  return `${amount} ${name}${amount === 1 ? "" : "s"}`;
}

/** Says how many bytes that is, in decimal units. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} KB`;
}

/** Tells whether the last snapshot is older than it ever is while all is well. */
export function isSnapshotOld(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > snapshotDue;
}
