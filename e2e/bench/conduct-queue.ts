import { listQueue } from "@/features/conduct/data/queue-queries";
import type { QueueFilter } from "@/features/conduct/domain/queue-filter";
import type { Viewer } from "@/lib/auth/viewer";
import { percentile } from "./numbers.mjs";

const warmUps = 3;
const rounds = 15;

const filters: Record<string, QueueFilter> = {
  "everything open": { view: "all", search: "", page: 1 },
  "its last page": { view: "all", search: "", page: 100 },
  mine: { view: "mine", search: "", page: 1 },
  overdue: { view: "overdue", search: "", page: 1 },
  "a search": { view: "all", search: "somebody-7", page: 1 },
};

/** The longest and shortest of something that is always the same work: how busy the machine was meanwhile. */
export class Yardstick {
  readonly #times: number[] = [];

  measure(): void {
    const startedAt = performance.now();
    let mixed = 1;
    for (let step = 0; step < 1_000_000; step += 1) mixed = Math.imul(mixed, 31) + step;
    // What nobody uses may never be computed.
    if (mixed !== 0.5) this.#times.push(performance.now() - startedAt);
  }

  /** Returns how many times as long it usually took as at its best. */
  get slowness(): number {
    return percentile(this.#times, 0.5) / Math.min(...this.#times);
  }
}

/** Milliseconds from asking to the answer, and of this process's own processor time. */
export type QueueTimes = { who: string; what: string; rows: number; median: number; p95: number; processor: number };

/** Returns how long the queue takes, by who asks and for what. */
export async function measureQueue(people: Record<string, Viewer>, yardstick: Yardstick): Promise<QueueTimes[]> {
  const measured = [];
  for (const [who, viewer] of Object.entries(people))
    for (const [what, filter] of Object.entries(filters)) {
      for (let round = 0; round < warmUps; round += 1) await listQueue(viewer, filter);
      const times = [];
      let rows = 0;
      const before = process.cpuUsage();
      for (let round = 0; round < rounds; round += 1) {
        const startedAt = performance.now();
        const queue = await listQueue(viewer, filter);
        times.push(performance.now() - startedAt);
        rows = queue.counts.all;
        yardstick.measure();
      }
      const { user, system } = process.cpuUsage(before);
      const processor = (user + system) / 1000 / rounds;
      measured.push({ who, what, rows, median: percentile(times, 0.5), p95: percentile(times, 0.95), processor });
    }
  return measured;
}
