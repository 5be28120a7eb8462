const hour = 3_600_000;
const day = 24 * hour;
const keepAllHours = 24;
const keepDays = 14;
const keepWeeks = 8;

/** Returns the number of a week since 1970 that begins on Monday, UTC. */
const weekOf = (instant: Date) => Math.floor((instant.getTime() / day + 3) / 7);
const dayOf = (instant: Date) => Math.floor(instant.getTime() / day);

/**
 * Returns which snapshots can go: all of the last 24 hours stay, then the last of each day for 14 days, then the last
 * of each week for 8 weeks, and always the newest. One that claims to be from the future stays.
 */
export function findThinned<Snapshot extends { takenAt: Date }>(snapshots: Snapshot[], now: Date): Snapshot[] {
  const newestFirst = [...snapshots].sort((one, other) => other.takenAt.getTime() - one.takenAt.getTime());
  const seen = new Set<string>();
  const isFirst = (key: string) => !seen.has(key) && seen.add(key);
  return newestFirst.filter(({ takenAt }, index) => {
    const age = now.getTime() - takenAt.getTime();
    // Both are noted, so that a day's or a week's last one is found whatever else it is kept for.
    const isLastOfDay = isFirst(`day ${dayOf(takenAt)}`);
    const isLastOfWeek = isFirst(`week ${weekOf(takenAt)}`);
    const isKept =
      index === 0 ||
      age <= keepAllHours * hour ||
      (isLastOfDay && age <= keepDays * day) ||
      (isLastOfWeek && age <= keepWeeks * 7 * day);
    return !isKept;
  });
}
