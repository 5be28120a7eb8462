/** @typedef {() => number} Random numbers from 0 up to but not including 1 */

/**
 * Returns random numbers that are the same in every run (mulberry32).
 * @param {number} seed
 * @returns {Random}
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Returns a whole number from the first to the last, both included.
 * @param {Random} random @param {number} first @param {number} last
 */
export const wholeBetween = (random, first, last) => first + Math.floor(random() * (last - first + 1));

/**
 * Returns one of the items; throws for none.
 * @template T
 * @param {Random} random @param {readonly T[]} items
 * @returns {T}
 */
export function pick(random, items) {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("Nothing to pick from.");
  return item;
}

/**
 * Returns a picker in which the item of rank n comes about 1/n as often as the first, as words do in real text.
 * @template T
 * @param {Random} random @param {readonly T[]} items the most frequent first
 * @returns {() => T}
 */
export function zipfPicker(random, items) {
  const borders = new Float64Array(items.length);
  let total = 0;
  items.forEach((_, index) => {
    // A little flatter at the top: the very first words of real text do not follow the law either.
    total += 1 / (index + 2.7);
    borders[index] = total;
  });
  return () => {
    const sought = random() * total;
    let [low, high] = [0, borders.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((borders[middle] ?? 0) <= sought) low = middle + 1;
      else high = middle;
    }
    const item = items[low];
    if (item === undefined) throw new RangeError("Nothing to pick from.");
    return item;
  };
}
