import "server-only";
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { describeProblem, type Problem } from "@/lib/content-problem";
import { env } from "@/lib/env";
import { AppError, messageOf } from "@/lib/errors";
import { readYaml, whyYamlIsRefused } from "@/lib/yaml";
import { checkFacts, type Finding } from "../domain/check-facts";
import { emptyFacts, factFiles, factNames, type FactName, type Facts } from "../domain/facts";

/** The facts of one moment, with a version that changes whenever they do. */
export type PublishedFacts = {
  facts: Facts;
  version: string;
  problems: Problem[];
  /** The files that could never be read in this process: what they say is missing, not merely old. */
  unread: string[];
};

type Entry = { stamp: string; text: string; problems: Problem[] };

/** Keeps the data files of one folder in memory and reads again only what has changed. */
export class FactsStore {
  readonly #folder: string;
  readonly #entries = new Map<FactName, Entry>();
  readonly #read = new Set<FactName>();
  #facts: Facts = emptyFacts;
  #current: PublishedFacts | null = null;

  constructor(contentFolder: string) {
    this.#folder = path.join(/* turbopackIgnore: true */ contentFolder, "data");
  }

  /** Returns the facts as the files are now; a broken file keeps its last good value and is listed in the problems. */
  read(): PublishedFacts {
    let isChanged = this.#current === null;
    for (const name of factNames) {
      const stamp = this.#stampOf(name);
      if (this.#entries.get(name)?.stamp === stamp) continue;
      this.#reload(name, stamp);
      isChanged = true;
    }
    if (this.#current === null || isChanged) this.#current = this.#summarize();
    return this.#current;
  }

  #pathOf(name: FactName): string {
    return path.join(/* turbopackIgnore: true */ this.#folder, factFiles[name].file);
  }

  #stampOf(name: FactName): string {
    try {
      const found = statSync(this.#pathOf(name), { throwIfNoEntry: false });
      // The inode sees a file that was replaced within one tick of the clock.
      return found ? `${found.mtimeMs}:${found.size}:${found.ino}` : "missing";
    } catch (error) {
      return `unreadable: ${messageOf(error)}`;
    }
  }

  #reload(name: FactName, stamp: string): void {
    const file = `data/${factFiles[name].file}`;
    let text = "";
    let problems: Problem[];
    try {
      text = readFileSync(this.#pathOf(name), "utf8");
      problems = this.#take(name, text, file);
    } catch (error) {
      const message = stamp === "missing" ? "the file is missing" : `the file cannot be read: ${messageOf(error)}`;
      problems = [{ file, line: null, column: null, message }];
    }
    this.#entries.set(name, { stamp, text, problems });
  }

  #take<Name extends FactName>(name: Name, text: string, file: string): Problem[] {
    const { value, problems } = readYaml(text, factFiles[name].schema, { file });
    if (value !== null) {
      this.#facts = { ...this.#facts, [name]: value };
      this.#read.add(name);
    }
    return problems;
  }

  #summarize(): PublishedFacts {
    const own = factNames.flatMap((name) => this.#entries.get(name)?.problems ?? []);
    const between = checkFacts(this.#facts).map((finding) => this.#locate(finding));
    // Of the values, not of the files: a file that cannot be read must not look like the one before it.
    const version = createHash("sha256").update(JSON.stringify(this.#facts)).digest("base64url").slice(0, 16);
    const unread = factNames.filter((name) => !this.#read.has(name)).map((name) => `data/${factFiles[name].file}`);
    return { facts: this.#facts, version, problems: [...own, ...between], unread };
  }

  #locate({ fact, file, path: keys, message, expected }: Finding): Problem {
    const problem = { file: `data/${file}`, message, ...(expected === undefined ? {} : { expected }) };
    const lineCounter = new LineCounter();
    const text = this.#entries.get(fact)?.text ?? "";
    if (whyYamlIsRefused(text) !== null) return { ...problem, line: null, column: null };
    const document = parseDocument(text, { lineCounter, prettyErrors: false });
    for (let length = keys.length; length > 0; length -= 1) {
      const node = document.getIn(keys.slice(0, length), true);
      if (!isNode(node) || !node.range) continue;
      const { line, col } = lineCounter.linePos(node.range[0]);
      return { ...problem, line, column: col };
    }
    return { ...problem, line: null, column: null };
  }
}

const store = new FactsStore(env.contentFolder);

/** Returns what the data files say now, with the problems found in them; never throws because of a file. */
export function getPublishedFacts(): PublishedFacts {
  return store.read();
}

/**
 * Throws unavailable when a data file cannot be read at the start, naming the first mistake in it. Without its contacts
 * the handbook would send people who were harmed nowhere. In development the mistake is shown on the page instead.
 */
export function requirePublishedFacts(): void {
  const { unread, problems } = getPublishedFacts();
  if (unread.length === 0 || env.isDevelopment) return;
  const first = problems.find(({ file }) => unread.includes(file));
  const reason = first === undefined ? unread.join(", ") : describeProblem(first);
  throw new AppError("unavailable", `The portal does not start without its data files: ${reason}`);
}
