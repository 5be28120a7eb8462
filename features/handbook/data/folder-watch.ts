import "server-only";
import { statSync, watch, type FSWatcher } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

// Editors save in several steps (write, rename, chmod): one look after the last of them is enough.
const settleMilliseconds = 30;
// A program that writes without a pause must not keep what it wrote from being seen.
const longestWaitMilliseconds = 150;

type Watched = { watcher: FSWatcher; identity: string };

/**
 * Tells about folders below the content folder in which something changed.
 * One watch per folder, not per file: 5,000 pages must not use up the system's watches.
 */
export class FolderWatch {
  readonly #watched = new Map<string, Watched>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #firstNotedAt = 0;

  constructor(private readonly onChange: (folders: string[]) => void) {}

  /** Watches a folder from now on; watching it twice does nothing, unless it was removed and made again. */
  add(folder: string): void {
    const target = path.join(env.contentFolder, folder);
    try {
      const { ino, birthtimeMs } = statSync(target);
      const identity = `${ino} ${birthtimeMs}`;
      if (this.#watched.get(folder)?.identity === identity) return;
      this.remove(folder);
      const watcher = watch(target, { persistent: false }, (_, name) => {
        // A removed or moved folder tells so by its own name; its watch would never tell anything again.
        if (name === path.basename(folder)) this.remove(folder);
        this.#note(folder);
      });
      watcher.on("error", () => this.remove(folder));
      this.#watched.set(folder, { watcher, identity });
    } catch {
      // Without a watch (limit reached, folder just removed) the regular look at all files still finds changes.
    }
  }

  /** Stops watching a folder. */
  remove(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }

  /** Stops watching all folders but the given ones. */
  keepOnly(folders: ReadonlySet<string>): void {
    for (const folder of [...this.#watched.keys()]) {
      if (!folders.has(folder)) this.remove(folder);
    }
  }

  #note(folder: string): void {
    const now = performance.now();
    if (this.#timer === null) this.#firstNotedAt = now;
    else clearTimeout(this.#timer);
    this.#changed.add(folder);
    const rest = this.#firstNotedAt + longestWaitMilliseconds - now;
    this.#timer = setTimeout(() => this.#tell(), Math.max(0, Math.min(settleMilliseconds, rest)));
    this.#timer.unref();
  }

  #tell(): void {
    this.#timer = null;
    const folders = [...this.#changed];
    this.#changed.clear();
    this.onChange(folders);
  }
}
