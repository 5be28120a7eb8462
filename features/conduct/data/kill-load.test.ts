import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFreshPostgres } from "@/lib/db/test-database";
import { Chaos } from "@/e2e/bench/chaos-rounds.mjs";

const server = process.env.TEST_DATABASE_URL ?? "";
const engines = [
  { name: "the embedded engine", make: async () => ({ url: undefined, drop: async () => undefined }) },
  ...(server === "" ? [] : [{ name: "PostgreSQL", make: () => makeFreshPostgres(server) }]),
];

describe.each(engines)("on $name", ({ make }) => {
  let folder: string;
  let place: Awaited<ReturnType<typeof make>>;
  let chaos: Chaos;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "portal-kill-conduct-"));
    place = await make();
    const writer = "chaos-conduct-writer.ts";
    chaos = new Chaos({ seed: Date.now(), writes: 30, data: folder, databaseUrl: place.url, writer });
    await chaos.prepare();
  });
  afterEach(async () => {
    chaos.dispose();
    rmSync(folder, { recursive: true, force: true });
    await place.drop();
  });

  it("a portal killed while it takes reports, decides cases and changes keys has each of them once, whole and readable", async () => {
    const rounds = [];
    for (let round = 0; round < 3; round += 1) rounds.push(await chaos.killWhileWriting());
    const last = await chaos.check();
    expect([...rounds, last].map(({ problems }) => problems)).toEqual([[], [], [], []]);
    for (const { acknowledged } of rounds) expect(acknowledged).toBeGreaterThan(0);
  }, 300_000);
});
