import "server-only";
import { watch, type FSWatcher } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

// Editors save in several steps (write, rename, chmod): one look after the last of them is enough.
const settleMilliseconds = 30;

/**
 * Tells about folders below the content folder in which something changed.
 * One watch per folder, not per file: 5,000 pages must not use up the system's watches.
 */
export class FolderWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly onChange: (folders: string[]) => void) {}

  /** Watches a folder from now on; watching it twice does nothing. */
  add(folder: string): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(path.join(env.contentFolder, folder), { persistent: false }, () => this.#note(folder));
      watcher.on("error", () => this.remove(folder));
      this.#watchers.set(folder, watcher);
    } catch {
      // Without a watch (limit reached, folder just removed) the regular look at all files still finds changes.
    }
  }

  remove(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #note(folder: string): void {
    this.#changed.add(folder);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const folders = [...this.#changed];
      this.#changed.clear();
      this.onChange(folders);
    }, settleMilliseconds);
    this.#timer.unref();
  }
}
