/** How often a job is begun before it is given up for a person to look at: for about nine hours. */
export const mostAttempts = 10;

const shortestSeconds = 60;
const longestSeconds = 6 * 60 * 60;
const jitter = 0.25;

/**
 * Returns for how many seconds a job rests after its n-th failed attempt: a minute, doubled each time, at most six hours.
 * Up to a quarter is added by chance (a number from 0 to 1), so that what failed together is not tried together.
 */
export function backOffSeconds(attempts: number, chance: number): number {
  const doubled = shortestSeconds * 2 ** (attempts - 1);
  return Math.min(longestSeconds, Math.round(doubled * (1 + jitter * chance)));
}
