import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { randomUUID } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { keyFile, writeKeyring } from "@/lib/vault/key-file";
import { makeKeyring } from "@/lib/vault/keyring";
import { makeKey } from "@/lib/vault/vault";
import { diagnoseEscalation, diagnoseKeys, diagnoseWall } from "./diagnose-keys";

it("says when a report about everybody would reach nobody", () => {
  expect(diagnoseEscalation(null)).toMatchObject({ mark: "!", todo: expect.stringContaining("ESCALATION") });
  expect(diagnoseEscalation("eve@example.org").mark).toBe("✓");
});

forEachEngine((open, engine) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
  });

  it("keys that are there, private and whole are well; open, foreign or missing ones are wrong", async () => {
    const other = path.join(mkdtempSync(path.join(tmpdir(), "keys-")), "keys.json");
    expect((await diagnoseKeys(database, other)).mark).toBe("!");
    await asPortal((tx) => makeKey(tx, randomUUID()), database);
    expect((await diagnoseKeys(database, keyFile)).mark).toBe("✓");
    expect((await diagnoseKeys(database, other)).mark).toBe("✗");
    writeKeyring(other, await makeKeyring());
    expect((await diagnoseKeys(database, other)).what).toContain("not in");
    chmodSync(keyFile, 0o644);
    expect((await diagnoseKeys(database, keyFile)).what).toContain("open to other users");
    chmodSync(keyFile, 0o600);
  });

  it("a database user that walks through the second wall is told", async () => {
    expect((await diagnoseWall(database))?.mark).toBe(engine === "PostgreSQL" ? undefined : "!");
  });
});
