import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
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
import { readShownPictures } from "../domain/shown-pictures";
import { withSnippetText } from "../domain/snippet-text";
import { pathOfFile, readContentFile } from "./content-files";
import { deletePublishedRows, isFailureOfData, savePublishedRows } from "./content-rows";
import type { IndexedFile, PageIndex } from "./page-index";
import { getPublishedSnippetDigest } from "./snippet-queries";

/** Names the version of what pages show beside their own text: facts and shared texts. */
export const sourcesNow = () => `${getPublishedFacts().version} ${getPublishedSnippetDigest()}`;

// A search that comes while a batch is written waits for it: small batches, short waits.
const batchSize = 10;
// Counting the words of a large handbook takes seconds: not after every saved file, and never in its way.
const defaultWordsDelayMilliseconds = 30_000;
const retryMilliseconds = 10_000;
/** Changes when files are read in another way than before, so that an upgrade reads them all again. */
export const readerVersion = "4";

type SectionsOfPage = Parameters<typeof replacePublishedSections>[1][number];
/** What was read of a file, with the key of the content, tier and facts that it was made from. */
type ReadFile = { file: string; path: string; key: string; page: SectionsOfPage | null };

/** Reads pages in the background: their headings and links for the checks, their sections for search. */
export class ContentIndexer {
  readonly #waiting = new Set<string>();
  /** Files that the database refuses, with the key they had: they are tried again when it changes. */
  readonly #setAside = new Map<string, string>();
  /** The reading that is under way; null when there is nothing to read. */
  #running: Promise<void> | null = null;
  /** What is being written, one thing at a time: a page must not be removed while it is being saved. */
  #writing: Promise<unknown> = Promise.resolve();
  #counting: Promise<void> = Promise.resolve();
  #isStopped = false;
  #done = 0;
  #wordsTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly index: PageIndex,
    private readonly wordsDelayMilliseconds = defaultWordsDelayMilliseconds,
  ) {}

  /** How far the background reading is; `remaining` 0 means that search knows every page. */
  get progress(): { done: number; remaining: number } {
    return { done: this.#done, remaining: this.#waiting.size };
  }

  /** Asks for every file to be looked at; only those that search is wrong about are read. */
  enqueueAll(): void {
    const sources = sourcesNow();
    for (const [file, known] of this.index.files) {
      const key = this.#keyOf(file, known, sources);
      if (known.isRead && known.indexedKey === key) continue;
      if (this.#setAside.get(file) !== key) this.#waiting.add(file);
    }
    this.#start();
  }

  /** Ends the reading after what is being written just now; the next start goes on from there. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#wordsTimer);
    await this.#running;
    await this.#counting;
    await this.#writing;
  }

  /** Takes files that are no longer in the index out of search and out of what is kept of them. */
  async forget(files: string[]): Promise<void> {
    if (files.length === 0 || this.#isStopped) return;
    for (const file of files) this.#setAside.delete(file);
    await this.#alone(async () => {
      // Looked at only now: a file may have been made again while another was being saved.
      const gone = files.filter((file) => !this.index.files.has(file));
      const paths = gone.flatMap((file) => pathOfFile(file) ?? []);
      await removePublishedSections(
        this.database,
        paths.filter((path) => this.index.entryForIndexing(path) === undefined),
      );
      await deletePublishedRows(this.database, gone);
    });
    this.countWordsAfter(this.wordsDelayMilliseconds);
  }

  /** Counts the words that typo tolerance draws from after a delay, once for all changes until then. */
  countWordsAfter(delayMilliseconds: number): void {
    clearTimeout(this.#wordsTimer);
    if (this.#isStopped) return;
    this.#wordsTimer = setTimeout(() => {
      this.#counting = this.#counting
        .then(() => refreshPublishedWords(this.database))
        .catch((error: unknown) => log.error("Counting words failed.", error));
    }, delayMilliseconds);
    this.#wordsTimer.unref();
  }

  #start(): void {
    if (this.#running !== null || this.#waiting.size === 0 || this.#isStopped) return;
    this.#running = this.#run().then(
      () => {
        this.#running = null;
        // Files that were saved in the last moment of the run.
        this.#start();
      },
      (error: unknown) => {
        this.#running = null;
        log.error("Indexing the handbook failed; it is tried again.", error);
        setTimeout(() => this.enqueueAll(), retryMilliseconds).unref();
      },
    );
  }

  #keyOf(file: string, { hash, facts }: IndexedFile, sources: string): string {
    const entry = this.index.entryForIndexing(facts.path);
    // Of two files of one path search holds one: when that is removed, the other must be read.
    const tier = entry?.file === file ? entry.tier : "hidden";
    return [readerVersion, hash, tier, ...(facts.usesFacts ? [sources] : [])].join(" ");
  }

  #alone(work: () => Promise<void>): Promise<void> {
    const result = this.#writing.then(work);
    this.#writing = result.catch(() => undefined);
    return result;
  }

  async #run(): Promise<void> {
    const total = this.#waiting.size;
    if (total > batchSize) log.info(`Reading ${total} pages for search in the background.`);
    const started = Date.now();
    while (this.#waiting.size > 0 && !this.#isStopped) {
      const batch = [...this.#waiting].slice(0, batchSize);
      const read: ReadFile[] = [];
      for (const file of batch) {
        const result = this.#tryToRead(file);
        if (result !== null) read.push(result);
        // Requests come first: give them a turn after every page.
        await nextTurn();
      }
      await this.#alone(() => this.#saveAll(read));
      for (const file of batch) this.#settle(file, read);
    }
    if (this.#isStopped) return;
    this.countWordsAfter(total > batchSize ? 0 : this.wordsDelayMilliseconds);
    if (total > batchSize) log.info(`Search knows all pages after ${Math.round((Date.now() - started) / 1000)} s.`);
  }

  #settle(file: string, read: ReadFile[]): void {
    this.#done += 1;
    const known = this.index.files.get(file);
    const result = read.find((candidate) => candidate.file === file);
    // Saved again, closed or opened in the meantime: it stays in the queue.
    if (known !== undefined && result !== undefined && result.key !== this.#keyOf(file, known, sourcesNow())) {
      return;
    }
    this.#waiting.delete(file);
  }

  #tryToRead(file: string): ReadFile | null {
    try {
      return this.#read(file);
    } catch (error) {
      // A disk that fails for a moment: the next look at all files asks for it again.
      log.warn(`${file} could not be read for search.`, error);
      return null;
    }
  }

  #read(file: string): ReadFile | null {
    const known = this.index.files.get(file);
    const content = readContentFile(file);
    if (known === undefined || content === null) return null;
    const source = readPageSource(content.text, file);
    const sources = sourcesNow();
    const published = getPublishedFacts();
    const textOfSnippet = (name: string) => readContentFile(`snippets/${name}.mdx`)?.text ?? null;
    const body = parseBody(source.body, file, withSnippetText(factWords(published.facts), textOfSnippet));
    const { path } = known.facts;
    const facts = {
      ...known.facts,
      // The file may have been saved since its front matter was read.
      frontMatter: source.frontMatter,
      bodyLine: source.bodyLine,
      headings: body.headings,
      links: body.links,
      shown: readShownPictures(body),
      problems: [...source.problems, ...body.problems],
      usesFacts: usesFacts(body.components),
    };
    const { version } = this.index;
    this.index.set(file, { ...known, stamp: content.stamp, hash: content.hash, facts, isRead: true });
    // A page's visibility reaches every page below it.
    if (this.index.version !== version) this.enqueueAll();
    const indexed = this.index.files.get(file) ?? known;
    const entry = this.index.entryForIndexing(path);
    const read = { file, path, key: this.#keyOf(file, indexed, sources) };
    if (entry === undefined || entry.file !== file || body.problems.length > 0) return { ...read, page: null };
    const sections = [...body.sections, ...factSections(body.components, published.facts)];
    const [first, ...rest] = source.frontMatter?.search === "title" ? [] : sections;
    const introduction = { anchor: "", heading: "", body: `${entry.description} ${first?.body ?? ""}`.trim() };
    const page = { page: path, tier: entry.tier, title: entry.title, sections: [introduction, ...rest] };
    return { ...read, page };
  }

  async #saveAll(read: ReadFile[]): Promise<void> {
    try {
      await this.#save(read);
    } catch (failure) {
      if (!(await isFailureOfData(this.database, failure))) throw failure;
      // One file that the database refuses must not keep the others out.
      for (const one of read) {
        try {
          await this.#save([one]);
        } catch (error) {
          if (!(await isFailureOfData(this.database, error))) throw error;
          log.error(`${one.file} cannot be stored; search goes on without it until it changes.`, error);
          this.#setAside.set(one.file, one.key);
          // What search held of it may have been for more readers than it is now.
          await removePublishedSections(this.database, [one.path]);
        }
      }
    }
  }

  async #save(all: ReadFile[]): Promise<void> {
    const sources = sourcesNow();
    // Removed or changed since it was read: the first must not come back, the second is read again.
    const read = all.filter(({ file, key }) => {
      const known = this.index.files.get(file);
      return known !== undefined && this.#keyOf(file, known, sources) === key;
    });
    const isHidden = ({ file, path, page }: ReadFile) =>
      page === null && (this.index.entryForIndexing(path)?.file ?? file) === file;
    const rows = read.flatMap(({ file, key }) => {
      const known = this.index.files.get(file);
      if (known === undefined) return [];
      const { stamp, hash, facts } = known;
      return [{ file, stamp, hash, facts, indexedKey: key }];
    });
    await removePublishedSections(
      this.database,
      read.flatMap((one) => (isHidden(one) ? [one.path] : [])),
    );
    await replacePublishedSections(
      this.database,
      read.flatMap(({ page }) => page ?? []),
    );
    await savePublishedRows(this.database, rows);
    for (const { file, indexedKey } of rows) {
      const known = this.index.files.get(file);
      if (known !== undefined) this.index.set(file, { ...known, indexedKey });
    }
  }
}
