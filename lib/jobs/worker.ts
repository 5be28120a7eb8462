import "server-only";
import { AsyncResource } from "node:async_hooks";
import type { Database } from "@/lib/db/database";
import { log } from "@/lib/log";
import { onBell } from "./bell";
import type { DatabaseJob, JobHandler, OutsideJob } from "./handlers";
import { Lane } from "./lane";
import { enqueueTurn, turnOf, type Recurring } from "./recurring";
import { runDatabaseJob } from "./run-database-job";
import { runOutsideJob } from "./run-outside-job";

export type { DatabaseJob, JobHandler, OutsideJob } from "./handlers";
export type { Recurring } from "./recurring";
/** What runs the jobs of a process; `stop` begins nothing more and waits for what is under way. */
export type Worker = { stop: () => Promise<void> };

const pollMilliseconds = 1000;
// A bell that rings inside a transaction rings before its job can be seen; by then most have ended.
const secondLookMilliseconds = 100;
const mostOutside = 4;

function ofEffect<Handler extends JobHandler>(
  handlers: Record<string, JobHandler>,
  isWanted: (handler: JobHandler) => handler is Handler,
): Map<string, Handler> {
  return new Map(Object.entries(handlers).flatMap(([kind, each]) => (isWanted(each) ? [[kind, each] as const] : [])));
}

/** Reports that the database is away, and that it is back, once each. */
function troubleReport() {
  let isTroubled = false;
  return {
    begin(error: unknown) {
      if (!isTroubled) log.error("Jobs rest: the database does not answer. The worker keeps trying.", error);
      isTroubled = true;
    },
    end() {
      if (isTroubled) log.info("Jobs run again.");
      isTroubled = false;
    },
  };
}

/** Returns what writes down one turn that this worker has not written yet, and tells whether there was one. */
function turnWriter(database: Database, recurring: Recurring[]): () => Promise<boolean> {
  const written = new Map<string, number>();
  return async () => {
    const now = new Date();
    for (const { kind, everyMinutes } of recurring) {
      const turn = turnOf(everyMinutes, now);
      if (written.get(kind) === turn.getTime()) continue;
      await enqueueTurn(database, kind, turn);
      written.set(kind, turn.getTime());
      return true;
    }
    return false;
  };
}

/**
 * Starts to run jobs: at once when one is written in this process, within a second otherwise. Jobs of a kind without
 * a handler are left alone, since another version of the portal may know it.
 */
export function startWorker(database: Database, handlers: Record<string, JobHandler>, recurring: Recurring[]): Worker {
  const inDatabase = ofEffect(handlers, (handler): handler is DatabaseJob => handler.effect === "database");
  const outside = ofEffect(handlers, (handler): handler is OutsideJob => handler.effect === "outside");
  const trouble = troubleReport();
  const runJobs = (most: number, runNext: () => Promise<boolean>) =>
    new Lane(
      most,
      async () => {
        const hasRun = await runNext();
        trouble.end();
        return hasRun;
      },
      trouble.begin,
    );
  const lanes = [
    new Lane(1, turnWriter(database, recurring), trouble.begin),
    runJobs(1, () => runDatabaseJob(database, inDatabase)),
    runJobs(mostOutside, () => runOutsideJob(database, outside)),
  ];
  const look = () => lanes.forEach((each) => each.wake());
  // Bound to this place: a job does not run in the name of the request that happened to ring.
  const lookTwice = AsyncResource.bind(() => {
    look();
    setTimeout(look, secondLookMilliseconds).unref();
  });
  const silence = onBell(lookTwice);
  const poll = setInterval(look, pollMilliseconds).unref();
  look();
  return {
    async stop() {
      silence();
      clearInterval(poll);
      await Promise.all(lanes.map((each) => each.stop()));
    },
  };
}
