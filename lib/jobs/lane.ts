import "server-only";

/** Where jobs of one sort run, a bounded number side by side, until none is due. */
export class Lane {
  readonly #running = new Set<Promise<void>>();
  #mayHaveMore = false;
  #isStopped = false;

  /** `runNext` runs one job and tells whether there was one; `onTrouble` is told of what it throws. */
  constructor(
    private readonly most: number,
    private readonly runNext: () => Promise<boolean>,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** Looks for jobs, now or as soon as one that runs has ended. */
  wake(): void {
    this.#mayHaveMore = true;
    if (this.#isStopped || this.#running.size >= this.most) return;
    const run = this.#drain()
      .catch(this.onTrouble)
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Begins nothing more, and waits for what has begun. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running);
  }

  async #drain(): Promise<void> {
    while (this.#mayHaveMore && !this.#isStopped) {
      this.#mayHaveMore = false;
      if (await this.runNext()) this.#mayHaveMore = true;
    }
  }
}
