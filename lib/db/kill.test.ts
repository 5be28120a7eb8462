import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Chaos } from "../../e2e/bench/chaos-rounds.mjs";
import type { Database } from "./database";
import { queryRows } from "./query-rows";
import { forEachEngine } from "./test-database";

/** Returns the address of an open PostgreSQL database, for another process. */
async function addressOf(database: Database): Promise<string> {
  const rows = await queryRows<{ name: string }>(database, sql`select current_database() as name`);
  const address = new URL(process.env.TEST_DATABASE_URL!);
  address.pathname = `/${rows[0]!.name}`;
  return address.href;
}

forEachEngine((open, engine) => {
  let folder: string;
  let chaos: Chaos;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "portal-kill-"));
    // The embedded engine keeps its files in the folder: in memory nothing would outlive the process.
    const databaseUrl = engine === "PostgreSQL" ? await addressOf(await open()) : undefined;
    chaos = new Chaos({ seed: Date.now(), writes: 60, data: folder, databaseUrl });
    await chaos.prepare();
  });
  afterEach(() => {
    chaos.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it("a portal killed while it writes has every acknowledged row once, whole, and in a valid audit log", async () => {
    const rounds = [];
    for (let round = 0; round < 3; round += 1) rounds.push(await chaos.killWhileWriting());
    const last = await chaos.check();
    expect([...rounds, last].map(({ problems }) => problems)).toEqual([[], [], [], []]);
    for (const { acknowledged } of rounds) expect(acknowledged).toBeGreaterThan(0);
  }, 300_000);
});
