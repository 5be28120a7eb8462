import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { sql } from "drizzle-orm";
import {
  refreshPublishedWords,
  removePublishedSections,
  replacePublishedSections,
} from "@/features/search/data/search-commands";
import type { Database } from "@/lib/db/database";
import { log } from "@/lib/log";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { factSections, factWords, usesFacts } from "../domain/fact-sections";
import { readPageSource } from "../domain/front-matter";
import { parseBody } from "../domain/page-source";
import { readContentFile } from "./content-files";
import type { IndexedFile, PageIndex } from "./page-index";
import { contentFiles } from "./tables";

// A search that comes while a batch is written waits for it: small batches, short waits.
const batchSize = 10;
// Counting the words of a large handbook takes seconds: not after every saved file, and never in its way.
const wordsDelayMilliseconds = 30_000;
const retryMilliseconds = 10_000;
/** Changes when files are read in another way than before, so that an upgrade reads them all again. */
export const readerVersion = "1";

type SectionsOfPage = Parameters<typeof replacePublishedSections>[1][number];
type ReadFile = { file: string; hash: string; page: SectionsOfPage | null };

/** Reads pages in the background: their headings and links for the checks, their sections for search. */
export class ContentIndexer {
  readonly #waiting = new Set<string>();
  /** The reading that is under way; null when there is nothing to read. */
  #running: Promise<void> | null = null;
  #isStopped = false;
  #done = 0;
  #wordsTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly index: PageIndex,
  ) {}

  /** How far the background reading is; `remaining` 0 means that search knows every page. */
  get progress(): { done: number; remaining: number } {
    return { done: this.#done, remaining: this.#waiting.size };
  }

  /** Asks for files to be read when they changed since they were last indexed. */
  enqueue(files: string[]): void {
    for (const file of files) {
      const known = this.index.files.get(file);
      if (known !== undefined && (!known.isRead || known.indexedKey !== this.#keyOf(known))) this.#waiting.add(file);
    }
    if (this.#running !== null || this.#waiting.size === 0 || this.#isStopped) return;
    this.#running = this.#run().then(
      () => {
        this.#running = null;
        // Files that were saved in the last moment of the run.
        this.enqueue([]);
      },
      (error: unknown) => {
        this.#running = null;
        log.error("Indexing the handbook failed; it is tried again.", error);
        setTimeout(() => this.enqueueAll(), retryMilliseconds).unref();
      },
    );
  }

  /** Ends the reading after what is being written just now; the next start goes on from there. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#wordsTimer);
    await this.#running;
  }

  /** Asks for every file to be looked at; only those that search is wrong about are read. */
  enqueueAll(): void {
    this.enqueue([...this.index.files.keys()]);
  }

  #keyOf({ hash, facts }: IndexedFile): string {
    const tier = this.index.entryForIndexing(facts.path)?.tier ?? "hidden";
    return [readerVersion, hash, tier, ...(facts.usesFacts ? [getPublishedFacts().version] : [])].join(" ");
  }

  /** Takes removed pages out of search. */
  async remove(paths: string[]): Promise<void> {
    const gone = paths.filter((path) => this.index.entryForIndexing(path) === undefined);
    if (gone.length > 0) await removePublishedSections(this.database, gone);
  }

  async #run(): Promise<void> {
    const total = this.#waiting.size;
    if (total > batchSize) log.info(`Reading ${total} pages for search in the background.`);
    const started = Date.now();
    while (this.#waiting.size > 0 && !this.#isStopped) {
      const batch = [...this.#waiting].slice(0, batchSize);
      const read: ReadFile[] = [];
      for (const file of batch) {
        const result = this.#read(file);
        if (result !== null) read.push(result);
        // Requests come first: give them a turn after every page.
        await nextTurn();
      }
      await this.#save(read);
      for (const file of batch) this.#settle(file, read);
    }
    if (this.#isStopped) return;
    this.#refreshWords(total > batchSize ? 0 : wordsDelayMilliseconds);
    if (total > batchSize) log.info(`Search knows all pages after ${Math.round((Date.now() - started) / 1000)} s.`);
  }

  #refreshWords(delayMilliseconds: number): void {
    clearTimeout(this.#wordsTimer);
    this.#wordsTimer = setTimeout(() => {
      refreshPublishedWords(this.database).catch((error: unknown) => log.error("Counting words failed.", error));
    }, delayMilliseconds);
    this.#wordsTimer.unref();
  }

  #settle(file: string, read: ReadFile[]): void {
    this.#done += 1;
    const known = this.index.files.get(file);
    const result = read.find((candidate) => candidate.file === file);
    // Saved again in the meantime: it stays in the queue.
    if (known !== undefined && result !== undefined && known.hash !== result.hash) return;
    this.#waiting.delete(file);
  }

  #read(file: string): ReadFile | null {
    const known = this.index.files.get(file);
    const content = readContentFile(file);
    if (known === undefined || content === null) return null;
    const source = readPageSource(content.text, file);
    const { facts: allFacts } = getPublishedFacts();
    const body = parseBody(source.body, file, factWords(allFacts));
    const facts = {
      ...known.facts,
      // The file may have been saved since its front matter was read.
      frontMatter: source.frontMatter,
      bodyLine: source.bodyLine,
      headings: body.headings,
      links: body.links,
      problems: [...source.problems, ...body.problems],
      usesFacts: usesFacts(body.components),
    };
    this.index.set(file, { ...known, stamp: content.stamp, hash: content.hash, facts, isRead: true });
    const entry = this.index.entryForIndexing(facts.path);
    if (entry === undefined || entry.file !== file || body.problems.length > 0) {
      return { file, hash: content.hash, page: null };
    }
    const sections = [...body.sections, ...factSections(body.components, allFacts)];
    const [first, ...rest] = sections;
    const introduction = { anchor: "", heading: "", body: `${entry.description} ${first?.body ?? ""}`.trim() };
    return {
      file,
      hash: content.hash,
      page: { page: entry.path, tier: entry.tier, title: entry.title, sections: [introduction, ...rest] },
    };
  }

  async #save(read: ReadFile[]): Promise<void> {
    const hidden = read.flatMap(({ file, page }) => {
      const facts = this.index.files.get(file)?.facts;
      const isShown = facts !== undefined && this.index.entryForIndexing(facts.path) !== undefined;
      return page === null && facts !== undefined && !isShown ? [facts.path] : [];
    });
    if (hidden.length > 0) await removePublishedSections(this.database, hidden);
    const pages = read.flatMap(({ page }) => page ?? []);
    if (pages.length > 0) await replacePublishedSections(this.database, pages);
    const rows = read.flatMap(({ file, hash }) => {
      const known = this.index.files.get(file);
      if (known === undefined || known.hash !== hash) return [];
      const indexedKey = this.#keyOf(known);
      this.index.set(file, { ...known, indexedKey });
      return [{ file, stamp: known.stamp, hash, facts: known.facts, indexedKey }];
    });
    if (rows.length === 0) return;
    await this.database
      .insert(contentFiles)
      .values(rows)
      .onConflictDoUpdate({
        target: contentFiles.file,
        set: {
          stamp: sql`excluded.stamp`,
          hash: sql`excluded.hash`,
          facts: sql`excluded.facts`,
          indexedKey: sql`excluded.indexed_key`,
        },
      });
  }
}
