import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbedded, openPostgres, type Database, type OpenDatabase } from "@/lib/db/database";
import { makeFreshPostgres } from "@/lib/db/test-database";
import { runDatabaseJob } from "./run-database-job";
import { jobs } from "./tables";

/** An engine, where its database is, how many workers share it, and how many of them are to be killed. */
type Place = {
  engine: string;
  at: string;
  workers: number;
  kills: number;
  open: () => Promise<OpenDatabase>;
  drop: () => Promise<void>;
};

const root = fileURLToPath(new URL("../..", import.meta.url));
// Below the repository, so that it finds the packages.
const cache = path.join(root, "node_modules/.cache");
const all = Array.from({ length: 300 }, (_, number) => number);

async function onEmbedded(): Promise<Place> {
  const at = mkdtempSync(path.join(tmpdir(), "portal-chaos-"));
  const drop = async () => rmSync(at, { recursive: true, force: true });
  return { engine: "embedded", at, workers: 1, kills: 5, open: () => openEmbedded(at), drop };
}

async function onPostgres(server: string): Promise<Place> {
  const { url, drop } = await makeFreshPostgres(server);
  return { engine: "postgres", at: url, workers: 2, kills: 5, open: () => openPostgres(url), drop };
}

async function withDatabase<Result>(place: Place, act: (database: Database) => Promise<Result>): Promise<Result> {
  const { database, close } = await place.open();
  try {
    return await act(database);
  } finally {
    await close();
  }
}

const live = new Set<ChildProcess>();

/** Runs workers and kills them at moments of chance; returns when one has come to the last job, with all ended. */
async function runAndKill(script: string, { engine, at, workers, kills }: Place): Promise<void> {
  let isOver = false;
  let killsLeft = kills;
  async function runWorker(): Promise<void> {
    const child = spawn(process.execPath, [script, engine, at], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    live.add(child);
    let effectsLeft = 5 + Math.floor(Math.random() * 40);
    createInterface({ input: child.stdout }).on("line", (event) => {
      if (event === "end") {
        isOver = true;
        live.forEach((each) => each.kill("SIGTERM"));
      } else if (--effectsLeft <= 0 && killsLeft > 0 && child.kill("SIGKILL")) {
        killsLeft--;
      }
    });
    const [code, signal] = await once(child, "exit");
    live.delete(child);
    if (code !== 0 && signal === null) throw new Error(`A worker ended by itself with status ${code}.`);
  }
  const keepRunning = async () => {
    while (!isOver) await runWorker();
  };
  await Promise.all(Array.from({ length: workers }, keepRunning));
  expect(killsLeft).toBe(0);
}

async function finish(database: Database): Promise<number[]> {
  // Waits for whatever a killed worker still held.
  await database.select().from(jobs).for("update");
  const run = async (tx: Database, { number }: Record<string, unknown>) => {
    await tx.execute(sql`insert into effect values (${number})`);
  };
  while (await runDatabaseJob(database, new Map([["effect", { effect: "database" as const, run }]])));
  const effects = await database.select({ number: sql`number`.mapWith(Number) }).from(sql`effect`);
  return effects.map(({ number }) => number).sort((a, b) => a - b);
}

describe("jobs whose workers are killed with SIGKILL again and again", () => {
  let folder: string;
  let script: string;

  beforeAll(async () => {
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(path.join(cache, "portal-chaos-"));
    script = path.join(folder, "worker.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL("./test-worker.ts", import.meta.url))],
      outfile: script,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      alias: { "@": root, "server-only": path.join(root, "node_modules/server-only/empty.js") },
      logLevel: "silent",
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const server = process.env.TEST_DATABASE_URL ?? "";
  const engines = [
    ["the embedded engine", onEmbedded] as const,
    ...(server === "" ? [] : [["PostgreSQL, by two workers", () => onPostgres(server)] as const]),
  ];
  it.each(engines)(
    "have each effect in the database exactly once, on %s",
    async (_engine, make) => {
      const place = await make();
      try {
        await withDatabase(place, async (database) => {
          await database.execute(sql`create table effect (number integer)`);
          await database.insert(jobs).values(all.map((number) => ({ kind: "effect", payload: { number } })));
          await database.insert(jobs).values({ kind: "end" });
        });
        await runAndKill(script, place);
        expect(await withDatabase(place, finish)).toEqual(all);
      } finally {
        live.forEach((child) => child.kill("SIGKILL"));
        await place.drop();
      }
      // A start of the embedded engine takes seconds on a busy machine, and there are half a dozen.
    },
    180_000,
  );
});
