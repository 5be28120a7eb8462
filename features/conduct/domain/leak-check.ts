import { eachUnit, unitsOf, type TextUnit } from "./text-units";

/** What in a letter could tell who reported: shared words, a name, a time of day, a link or an address. */
export type LeakKind = "shared_words" | "name" | "time" | "link" | "address";
export type Leak = { kind: LeakKind; start: number; end: number };

// Four words give away whose sentence it is, and so do eight characters where there are no spaces.
const wordWeight = 2;
const leastWeight = 8;

const digit = String.raw`\p{Nd}`;
const patterns: readonly [LeakKind, RegExp][] = [
  [
    "link",
    /\b(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?)]|(?<![\w@.-])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}\/[^\s<>"]*[^\s<>".,;:!?)]/giu,
  ],
  ["address", /(?<![^\s<>()"':;,])[^\s<>()"':;,@]{1,64}@[^\s<>()"':;,@]{0,254}[^\s<>()"':;,@.!?]/gu],
  // 14:05, 14:05:30, 14h05, 2:05 pm, 2.05 p.m., 2 pm
  ["time", new RegExp(String.raw`(?<![${digit}:.])${digit}{1,2}[:：h]${digit}{2}(?::${digit}{2})?(?!${digit})`, "giu")],
  ["time", /(?<![\d:.])(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?\s?[ap]\.?m\b/giu],
  ["time", /(?<![\d:.])(?:[01]?\d|2[0-4])(?:[.:]?[0-5]\d)?\s?(?:Uhr|o['’]clock|hrs?|UTC|GMT)(?![\p{L}])/giu],
  ["time", /[\p{Nd}]{1,2}\s?[時时點点시](?:\s?[\p{Nd}]{1,2}\s?[分분])?/gu],
];

/**
 * Returns where a letter could give a reporter away, in order: runs of four words (or eight characters of a script
 * without spaces) that it shares with one of the sources, names and handles, times of day, links and mail addresses.
 * Case, accents, punctuation and invisible characters make no difference. Check what people wrote, not what a template
 * adds around it. It finds what is alike; whether it tells who reported is for a second person to say.
 */
export function findLeaks(letter: string, sources: readonly string[], names: readonly string[]): Leak[] {
  const units = unitsOf(letter);
  const leaks = [...sharedRuns(units, sources), ...namesIn(units, names)];
  for (const [kind, pattern] of patterns) {
    for (const match of letter.matchAll(pattern)) {
      leaks.push({ kind, start: match.index, end: match.index + match[0].length });
    }
  }
  leaks.sort((one, other) => one.start - other.start || other.end - one.end || one.kind.localeCompare(other.kind));
  return withoutInner(leaks);
}

/** Leaves out what lies within a leak of the same kind, such as 2:05 in 2:05 pm. */
function withoutInner(leaks: readonly Leak[]): Leak[] {
  const reached = new Map<LeakKind, number>();
  return leaks.filter(({ kind, end }) => {
    if (end <= (reached.get(kind) ?? 0)) return false;
    reached.set(kind, end);
    return true;
  });
}

/** Every shared run is a chain of least runs, so those are looked up, and what they cover together is the answer. */
function sharedRuns(units: readonly TextUnit[], sources: readonly string[]): Leak[] {
  const ids = new Map<string, number>();
  for (const unit of units) if (!ids.has(unit.text)) ids.set(unit.text, ids.size);
  const places = new Map<string, { first: number; last: number }[]>();
  const inLetter = new LeastRun((key, length, last) => {
    const place = { first: last - length + 1, last };
    const found = places.get(key);
    if (found === undefined) places.set(key, [place]);
    else found.push(place);
  });
  for (const unit of units) inLetter.push(ids.get(unit.text) ?? 0, unit.isWord);

  const covered = new Uint8Array(units.length);
  const joined = new Uint8Array(units.length);
  for (const source of sources) {
    const inSource = new LeastRun((key) => {
      for (const { first, last } of places.get(key) ?? []) {
        covered.fill(1, first, last + 1);
        joined.fill(1, first + 1, last + 1);
      }
      places.delete(key);
    });
    eachUnit(source, (unit) => {
      const id = ids.get(unit.text);
      if (id === undefined) inSource.clear();
      else inSource.push(id, unit.isWord);
    });
  }
  return runsOf(units, covered, joined);
}

/** Calls back whenever the latest units weigh enough for a run, with the shortest such run that begins where it can. */
class LeastRun {
  private ids: number[] = [];
  private weights: number[] = [];
  private weight = 0;
  private count = 0;

  constructor(private readonly found: (key: string, length: number, last: number) => void) {}

  push(id: number, isWord: boolean): void {
    const weight = isWord ? wordWeight : 1;
    this.ids.push(id);
    this.weights.push(weight);
    this.weight += weight;
    const last = this.count++;
    while (this.weight >= leastWeight) {
      const length = this.ids.length;
      const first = this.weights[0] ?? 0;
      // The shortest run that ends here: as many units from the front are left out as it can spare.
      if (this.weight - first < leastWeight) {
        this.found(this.ids.join(" "), length, last);
        return;
      }
      this.ids.shift();
      this.weights.shift();
      this.weight -= first;
    }
  }

  clear(): void {
    [this.ids, this.weights, this.weight] = [[], [], 0];
  }
}

function runsOf(units: readonly TextUnit[], covered: Uint8Array, joined: Uint8Array): Leak[] {
  const leaks: Leak[] = [];
  units.forEach((unit, at) => {
    const open = leaks.at(-1);
    if (covered[at] !== 1) return;
    if (joined[at] === 1 && open !== undefined) open.end = unit.end;
    else leaks.push({ kind: "shared_words", start: unit.start, end: unit.end });
  });
  return leaks;
}

/** Finds whole names and handles, and each part of a name of three letters or more. */
function namesIn(units: readonly TextUnit[], names: readonly string[]): Leak[] {
  const wanted = new Map<string, string[][]>();
  for (const name of names) {
    for (const part of [name, ...(/\s/.test(name.trim()) ? name.split(/\s+/).filter(isLongEnough) : [])]) {
      const [first, ...rest] = unitsOf(part).map((unit) => unit.text);
      if (first !== undefined) wanted.set(first, [...(wanted.get(first) ?? []), rest]);
    }
  }
  const leaks = new Map<number, Leak>();
  units.forEach((unit, at) => {
    for (const rest of wanted.get(unit.text) ?? []) {
      const last = units[at + rest.length];
      if (last === undefined || rest.some((text, next) => units[at + 1 + next]?.text !== text)) continue;
      const longest = Math.max(last.end, leaks.get(unit.start)?.end ?? 0);
      leaks.set(unit.start, { kind: "name", start: unit.start, end: longest });
    }
  });
  return [...leaks.values()];
}

function isLongEnough(part: string): boolean {
  return (part.match(/\p{L}/gu) ?? []).length >= 3;
}
