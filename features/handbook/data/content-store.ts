import "server-only";
import { inArray } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { getDatabase } from "@/lib/db/database";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { log } from "@/lib/log";
import { readPageSource } from "../domain/front-matter";
import type { PageFacts } from "../domain/page";
import { filesOfPath, isNameOfFile, listPageFiles, pathOfFile, readContentFile, stampOfFile } from "./content-files";
import { ContentIndexer, readerVersion } from "./content-indexer";
import { FolderWatch } from "./folder-watch";
import { PageIndex, type IndexedFile } from "./page-index";
import { contentFiles } from "./tables";

const pagesFolder = "handbook";
// A network mount tells nothing about changes: look at everything now and then.
const fullLookMilliseconds = 60_000;

/** Keeps the page index true to the content folder: at start, on every change, and for a page just asked for. */
export class ContentStore {
  readonly index = new PageIndex();
  readonly indexer: ContentIndexer;
  #factsVersion = getPublishedFacts().version;
  readonly #watch = new FolderWatch((folders) => this.#lookAtFolders(folders));

  constructor(private readonly database: Database) {
    this.indexer = new ContentIndexer(database, this.index);
  }

  /** Reads what changed since the last run, and leaves the rest of the reading to the background. */
  async start(): Promise<void> {
    const rows = await this.database.select().from(contentFiles);
    const known = new Map(rows.map((row) => [row.file, row]));
    const { files, folders } = listPageFiles(pagesFolder, true);
    for (const { file, stamp } of files) {
      const row = known.get(file);
      known.delete(file);
      if (row?.stamp === stamp && row.indexedKey?.startsWith(`${readerVersion} `) === true) {
        this.index.set(file, { stamp, hash: row.hash, facts: row.facts, isRead: true, indexedKey: row.indexedKey });
      } else {
        this.#readFile(file, row?.indexedKey ?? null);
      }
    }
    await this.#forget([...known.keys()]);
    for (const folder of folders) this.#watch.add(folder);
    this.indexer.enqueueAll();
    setInterval(() => this.#lookAtEverything(), fullLookMilliseconds).unref();
  }

  /** Makes sure that the page of a path is as its file is now; a few microseconds when nothing changed. */
  refreshPath(path: string): void {
    for (const file of filesOfPath(path)) {
      // By another name a page would escape the tier of the pages above it.
      if (this.index.files.has(file) || isNameOfFile(file)) this.#refreshFile(file);
    }
    this.#noticeFacts();
  }

  // Pages that list facts are found by them: new facts mean reading those pages again.
  #noticeFacts(): void {
    const { version } = getPublishedFacts();
    if (version === this.#factsVersion) return;
    this.#factsVersion = version;
    this.indexer.enqueueAll();
  }

  #refreshFile(file: string): void {
    const stamp = stampOfFile(file);
    const known = this.index.files.get(file);
    if (stamp === null) {
      if (known !== undefined) this.#drop([file]);
    } else if (known?.stamp !== stamp) {
      const visibility = known?.facts.frontMatter?.visibility;
      this.#readFile(file, known?.indexedKey ?? null);
      // A page's visibility reaches every page below it.
      if (this.index.files.get(file)?.facts.frontMatter?.visibility !== visibility) this.indexer.enqueueAll();
      else this.indexer.enqueue([file]);
    }
  }

  #readFile(file: string, indexedKey: string | null): void {
    const read = readContentFile(file);
    const path = pathOfFile(file);
    if (read === null || path === null) return;
    const source = readPageSource(read.text, file);
    const facts: PageFacts = {
      path,
      frontMatter: source.frontMatter,
      bodyLine: source.bodyLine,
      problems: source.problems,
      headings: [],
      links: [],
      usesFacts: false,
    };
    const indexed: IndexedFile = { stamp: read.stamp, hash: read.hash, facts, isRead: false, indexedKey };
    this.index.set(file, indexed);
  }

  #lookAtFolders(folders: string[]): void {
    for (const folder of folders) {
      const found = listPageFiles(folder, false);
      for (const { file } of found.files) this.#refreshFile(file);
      const present = new Set(found.files.map(({ file }) => file));
      const isHere = (file: string) => file.startsWith(`${folder}/`) && !file.slice(folder.length + 1).includes("/");
      this.#drop([...this.index.files.keys()].filter((file) => isHere(file) && !present.has(file)));
    }
    // A new or removed folder shows in its parent: find what is in it now.
    this.#lookAtEverything();
  }

  #lookAtEverything(): void {
    this.#noticeFacts();
    const { files, folders } = listPageFiles(pagesFolder, true);
    const present = new Set(files.map(({ file }) => file));
    this.#drop([...this.index.files.keys()].filter((file) => !present.has(file)));
    for (const { file, stamp } of files) {
      if (this.index.files.get(file)?.stamp !== stamp) this.#refreshFile(file);
    }
    for (const folder of folders) this.#watch.add(folder);
  }

  #drop(files: string[]): void {
    for (const file of files) this.index.delete(file);
    this.#forget(files).catch((error: unknown) => log.error("Removed pages could not be forgotten.", error));
  }

  async #forget(files: string[]): Promise<void> {
    if (files.length === 0) return;
    await this.indexer.remove(files.flatMap((file) => pathOfFile(file) ?? []));
    for (let start = 0; start < files.length; start += 500) {
      await this.database.delete(contentFiles).where(inArray(contentFiles.file, files.slice(start, start + 500)));
    }
  }
}

const slot = globalThis as typeof globalThis & { portalContent?: Promise<ContentStore> };

async function open(): Promise<ContentStore> {
  const store = new ContentStore(await getDatabase());
  await store.start();
  return store;
}

/** Returns the content of this process, reading it on first use. */
export function getContentStore(): Promise<ContentStore> {
  slot.portalContent ??= open().catch((error: unknown) => {
    // The next request tries again, instead of repeating the first failure for ever.
    slot.portalContent = undefined;
    throw error;
  });
  return slot.portalContent;
}
