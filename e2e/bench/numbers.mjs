/**
 * Returns a percentile of numbers; 0.5 is the median. NaN for none.
 * @param {number[]} numbers @param {number} share from 0 to 1
 */
export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? NaN;
}

/** @param {number[]} numbers */
export const median = (numbers) => percentile(numbers, 0.5);

/** @param {number} value @returns {string} for people: three digits that mean something */
export function rounded(value) {
  if (!Number.isFinite(value)) return "–";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}

/** @param {number} milliseconds */
export const asSeconds = (milliseconds) => `${rounded(milliseconds / 1000)} s`;
/** @param {number} milliseconds */
export const asMilliseconds = (milliseconds) => `${rounded(milliseconds)} ms`;
/** @param {number} bytes */
export const asKilobytes = (bytes) => `${rounded(bytes / 1024)} KB`;
/** @param {number} bytes */
export const asMegabytes = (bytes) => `${rounded(bytes / 1024 / 1024)} MB`;
/** @param {number} ratio */
export const asTimes = (ratio) => `${rounded(ratio)} ×`;
