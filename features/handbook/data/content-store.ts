import "server-only";
import path from "node:path";
import type { Database } from "@/lib/db/database";
import { getDatabase } from "@/lib/db/database";
import { arePublishedWordsDue } from "@/features/search/data/search-commands";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { readPageSource } from "../domain/front-matter";
import type { PageFacts } from "../domain/page";
import { parentPath } from "../domain/page-tree";
import {
  filesOfPath,
  isNameOfFile,
  isPagesFolderThere,
  listPageFiles,
  pagesFolder,
  pathOfFile,
  readContentFile,
  stampOfFile,
} from "./content-files";
import { ContentIndexer, readerVersion, sourcesNow } from "./content-indexer";
import { restampPublishedRows } from "./content-rows";
import { FolderWatch } from "./folder-watch";
import { PageIndex, type IndexedFile } from "./page-index";
import { contentFiles } from "./tables";

// A network mount tells nothing about changes: look at everything now and then.
const fullLookMilliseconds = 60_000;

/** Tells whether a file or folder is one of the given places or below one. */
const isBelowAny = (file: string, places: readonly string[]) =>
  places.some((place) => file === place || file.startsWith(`${place}/`));

/** Keeps the page index true to the content folder: at start, on every change, and for a page just asked for. */
export class ContentStore {
  readonly index = new PageIndex();
  readonly indexer: ContentIndexer;
  #sources = sourcesNow();
  #folders: ReadonlySet<string> = new Set();
  /** Places that could not be read when they were last looked at, so that each is logged once. */
  readonly #unreadable = new Set<string>();
  readonly #watch = new FolderWatch((folders) => this.#lookAtFolders(folders));

  constructor(
    private readonly database: Database,
    { wordsDelayMilliseconds }: { wordsDelayMilliseconds?: number } = {},
  ) {
    this.indexer = new ContentIndexer(database, this.index, wordsDelayMilliseconds);
  }

  /**
   * Reads what changed since the last run, and leaves the rest of the reading to the background.
   * Throws unavailable when the folder of the pages cannot be read.
   */
  async start(): Promise<void> {
    const { files, folders, unreadable } = listPageFiles(pagesFolder, true);
    if (unreadable.includes(pagesFolder)) {
      const folder = path.join(env.contentFolder, pagesFolder);
      throw new AppError("unavailable", `The folder of the pages cannot be read: ${folder} (see PORTAL_CONTENT).`);
    }
    for (const place of unreadable) this.#complain(place);
    const known = new Map((await this.database.select().from(contentFiles)).map((row) => [row.file, row]));
    const moved = [];
    for (const { file, stamp } of files) {
      const row = known.get(file);
      if (row === undefined) {
        this.#readFile(file);
        continue;
      }
      if (pathOfFile(file) === null) continue;
      known.delete(file);
      const isRead = row.indexedKey?.startsWith(`${readerVersion} `) === true;
      const { hash, facts, indexedKey } = row;
      this.index.set(file, { stamp: row.stamp, hash, facts, isRead, indexedKey });
      if (row.stamp === stamp && isRead) continue;
      // A fresh checkout has new stamps everywhere, and the same content.
      if (!this.#readFile(file) && isRead && this.index.files.get(file)?.stamp === stamp) {
        moved.push({ file, stamp, hash });
      }
    }
    // Of what cannot be read nobody knows that it is gone.
    const kept = [...known.values()].filter(({ file }) => isBelowAny(file, unreadable) && pathOfFile(file) !== null);
    for (const { file, ...row } of kept) {
      known.delete(file);
      this.index.set(file, { ...row, isRead: true });
    }
    await restampPublishedRows(this.database, moved);
    await this.indexer.forget([...known.keys()]);
    this.#follow(folders, unreadable);
    if (await arePublishedWordsDue(this.database)) this.indexer.countWordsAfter(0);
    this.indexer.enqueueAll();
    setInterval(() => this.#lookAtEverything(), fullLookMilliseconds).unref();
  }

  /** Makes sure that the page of a path, and who may see it, is as its files are now; microseconds when nothing changed. */
  refreshPath(pagePath: string): void {
    let isChanged = this.#refreshPage(pagePath);
    if (filesOfPath(pagePath).some((file) => this.index.files.has(file))) {
      // A page above that was closed closes this one.
      for (let above = parentPath(pagePath); above !== null; above = parentPath(above)) {
        isChanged = this.#refreshPage(above) || isChanged;
      }
    }
    if (isChanged) this.indexer.enqueueAll();
    this.#noticeSources();
  }

  #refreshPage(pagePath: string): boolean {
    const changed = filesOfPath(pagePath).filter((file) => this.#refreshFile(file));
    return changed.length > 0;
  }

  // Pages are found by the facts and shared texts they show: new ones mean reading those pages again.
  #noticeSources(): void {
    const sources = sourcesNow();
    if (sources === this.#sources) return;
    this.#sources = sources;
    this.indexer.enqueueAll();
  }

  #refreshFile(file: string): boolean {
    const known = this.index.files.get(file);
    let stamp: string | null;
    try {
      stamp = stampOfFile(file);
    } catch (error) {
      this.#complain(file, error);
      return false;
    }
    if (stamp === known?.stamp) return false;
    if (stamp !== null) {
      // By another name a page would escape the tier of the pages above it.
      return (known !== undefined || isNameOfFile(file)) && this.#readFile(file);
    }
    // Without the folder of all pages, a missing file only says that the disk is away.
    if (known === undefined || !isPagesFolderThere()) return false;
    this.#drop([file]);
    return true;
  }

  /** Reads the front matter of a file; true when that changed what is known of it. */
  #readFile(file: string): boolean {
    const pagePath = pathOfFile(file);
    if (pagePath === null) return false;
    const known = this.index.files.get(file);
    const facts: PageFacts = {
      path: pagePath,
      frontMatter: null,
      bodyLine: 1,
      problems: [],
      headings: [],
      links: [],
      usesFacts: false,
    };
    const unread = { stamp: "", hash: "", isRead: false, indexedKey: known?.indexedKey ?? null };
    let read: ReturnType<typeof readContentFile>;
    try {
      read = readContentFile(file);
    } catch (error) {
      this.#complain(file, error);
      const problems = [{ file, line: null, column: null, message: "The file cannot be read." }];
      // Known to be there, so that what is below it is not shown to more people than it is for.
      if (known === undefined) this.index.set(file, { ...unread, facts: { ...facts, problems } });
      return false;
    }
    if (read === null) return false;
    this.#unreadable.delete(file);
    const { stamp, hash } = read;
    if (known?.isRead === true && known.hash === hash) {
      this.index.set(file, { ...known, stamp });
      return false;
    }
    const { frontMatter, bodyLine, problems } = readPageSource(read.text, file);
    const indexed: IndexedFile = { ...unread, stamp, hash, facts: { ...facts, frontMatter, bodyLine, problems } };
    this.index.set(file, indexed);
    return true;
  }

  #lookAtFolders(folders: string[]): void {
    let isChanged = false;
    let areFoldersChanged = false;
    for (const folder of folders) {
      const found = listPageFiles(folder, false);
      areFoldersChanged ||= found.unreadable.includes(folder) || !this.#isFollowed(folder, found.folders);
      if (found.unreadable.includes(folder)) continue;
      isChanged = this.#compare(folder, found.files, found.unreadable, false) || isChanged;
      // Removed and made again since, it must be watched again.
      this.#watch.add(folder);
    }
    if (isChanged) this.indexer.enqueueAll();
    this.#noticeSources();
    // Find what is in a new folder, and what was in a removed one.
    if (areFoldersChanged) this.#lookAtEverything();
  }

  #lookAtEverything(): void {
    const { files, folders, unreadable } = listPageFiles(pagesFolder, true);
    this.#compare(pagesFolder, files, unreadable, true);
    this.#follow(folders, unreadable);
    this.#sources = sourcesNow();
    // Also finds what could not be read or stored before.
    this.indexer.enqueueAll();
  }

  /** Takes over what was found in a folder; true when anything changed. */
  #compare(folder: string, files: { file: string; stamp: string }[], unreadable: string[], isDeep: boolean): boolean {
    for (const place of unreadable) this.#complain(place);
    const present = new Set(files.map(({ file }) => file));
    const isMissing = (file: string) =>
      file.startsWith(`${folder}/`) &&
      (isDeep || path.posix.dirname(file) === folder) &&
      !present.has(file) &&
      !isBelowAny(file, unreadable);
    const missing = [...this.index.files.keys()].filter(isMissing);
    this.#drop(missing);
    const changed = files.filter(({ file, stamp }) => {
      return this.index.files.get(file)?.stamp !== stamp && this.#refreshFile(file);
    });
    return missing.length > 0 || changed.length > 0;
  }

  /** Tells whether the folders found in a folder are those that are known. */
  #isFollowed(folder: string, found: string[]): boolean {
    const known = [...this.#folders].filter((one) => path.posix.dirname(one) === folder);
    return known.length === found.length - 1 && found.every((one) => this.#folders.has(one));
  }

  #follow(folders: string[], unreadable: string[]): void {
    const lost = [...this.#folders].filter((folder) => isBelowAny(folder, unreadable));
    this.#folders = new Set([...folders, ...lost]);
    this.#watch.keepOnly(this.#folders);
    for (const folder of folders) this.#watch.add(folder);
    for (const place of this.#unreadable) {
      if (!isBelowAny(place, unreadable) && this.#folders.has(place)) this.#unreadable.delete(place);
    }
  }

  #complain(place: string, error?: unknown): void {
    if (this.#unreadable.has(place)) return;
    this.#unreadable.add(place);
    log.warn(`${place} cannot be read; what was known of it is kept.`, error);
  }

  #drop(files: string[]): void {
    if (files.length === 0) return;
    for (const file of files) this.index.delete(file);
    this.indexer.forget(files).catch((error: unknown) => log.error("Removed pages could not be forgotten.", error));
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
