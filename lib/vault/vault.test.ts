import { randomUUID } from "node:crypto";
import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { DataKey } from "./data-key";
import { getPublicKeys, keyFile, readKeyring, requireKeys, writeKeyring } from "./key-file";
import { makeKeyring, publicKeysOf, withNewKeys } from "./keyring";
import { pad, paddedSize, unpad } from "./padding";
import { dataKeys } from "./tables";
import { countDue, destroyKey, makeKey, openKey, rewrap } from "./vault";
import { openAsCustodian, sealKey, sealToCustodian, unwrapKey, wrapKey } from "./wrapping";

// A file of its own: the other tests share one, which no rotation may change under them.
vi.hoisted(() => {
  process.env.PORTAL_CONDUCT_KEYS = `${process.env.PORTAL_CONDUCT_KEYS}.rotated`;
});

const place = { table: "conduct_report", column: "content", row: "row-1" };
const texts = [
  "",
  "a",
  "Привет, 世界 🙂",
  "x".repeat(100_000),
  "=cmd|' /C calc'!A0",
  "\u202Eright to left",
  "<script>",
];

describe("a data key", () => {
  it("opens what it sealed, whatever the text", () => {
    const key = DataKey.fresh(randomUUID());
    for (const text of texts) expect(key.open(place, key.seal(place, text))).toBe(text);
  });

  it.each([
    ["row", { ...place, row: "row-2" }],
    ["column", { ...place, column: "summary" }],
    ["table", { ...place, table: "conduct_case" }],
  ])("refuses what was moved to another %s", (_, elsewhere) => {
    const key = DataKey.fresh(randomUUID());
    expect(() => key.open(elsewhere, key.seal(place, "text"))).toThrow();
  });

  it("refuses what was changed by a bit, cut, or sealed by another", () => {
    const key = DataKey.fresh(randomUUID());
    const sealed = key.sealBytes(place, Buffer.from("text"));
    for (const at of [0, 12, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => key.openBytes(place, changed)).toThrow();
    }
    expect(() => key.openBytes(place, sealed.subarray(0, -1))).toThrow();
    expect(() => DataKey.fresh(key.id).openBytes(place, sealed)).toThrow();
  });

  it("is never written down", () => {
    expect(() => JSON.stringify({ key: DataKey.fresh("a") })).toThrow("never written down");
  });

  it("gives texts of similar length the same size", () => {
    const key = DataKey.fresh("a");
    expect(new Set([0, 1, 30, 50].map((length) => key.seal(place, "x".repeat(length)).length)).size).toBe(1);
  });
});

describe("padding", () => {
  it("adds at most 12 % and comes off again", () => {
    for (let size = 0; size < 70_000; size += 97) {
      const padded = pad(new Uint8Array(size).fill(7));
      expect(padded.length).toBe(paddedSize(size + 4));
      expect(unpad(padded)).toHaveLength(size);
      if (size > 64) expect(padded.length / (size + 4)).toBeLessThan(1.12);
    }
  });
});

describe("wrapping", () => {
  it("opens a sealed and a wrapped key for its owner only", async () => {
    const keyring = await makeKeyring();
    const key = DataKey.fresh("owner");
    const sealed = key.seal(place, "text");
    for (const wrapped of [await sealKey(publicKeysOf(keyring), key), wrapKey(keyring, key)]) {
      expect((await unwrapKey(keyring, "owner", wrapped)).open(place, sealed)).toBe("text");
      await expect(unwrapKey(keyring, "somebody else", wrapped)).rejects.toThrow();
      await expect(unwrapKey(await makeKeyring(), "owner", wrapped)).rejects.toThrow("not in the key file");
    }
  });

  it("opens an identity for its place only, and with former keys", async () => {
    const keyring = await makeKeyring();
    const sealed = await sealToCustodian(publicKeysOf(keyring), "report 1", "Ana");
    expect(sealed).not.toContain("Ana");
    expect(await openAsCustodian(await withNewKeys(keyring), "report 1", sealed)).toBe("Ana");
    await expect(openAsCustodian(keyring, "report 2", sealed)).rejects.toThrow();
  });
});

describe("the key file", () => {
  let file: string;
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), "keys-")), "conduct-keys.json");
  });

  it("is made on first start, for the user alone, and is the same ever after", async () => {
    expect(await requireKeys(file, false)).toBe("made");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const keyring = readKeyring(file);
    expect(await requireKeys(file, false)).toBe("there");
    expect(readKeyring(file)).toEqual(keyring);
  });

  it("may be away while reports are accepted", async () => {
    await requireKeys(file, false);
    const keys = publicKeysOf(readKeyring(file));
    renameSync(file, `${file}.away`);
    expect(getPublicKeys(file)).toEqual(keys);
    expect(() => readKeyring(file)).toThrow("ENOENT");
  });

  it("says that it is not whole, without a word of what is in it", async () => {
    await requireKeys(file, false);
    rmSync(file);
    writeFileSync(file, '{"version":1,"keys":[{"wrapping":"c2VjcmV0"}]}');
    expect(() => readKeyring(file)).toThrow(/not a whole key file/);
    expect(() => readKeyring(file)).not.toThrow(/c2VjcmV0/);
  });
});

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    await asPortal((tx) => tx.delete(dataKeys), database);
    writeKeyring(keyFile, await makeKeyring());
  });
  afterAll(() => {
    for (const file of [keyFile, `${keyFile}.public`]) rmSync(file, { force: true });
  });
  const make = (id: string) => asPortal((tx) => makeKey(tx, id), database);
  const openKeyOf = (id: string) => asPortal((tx) => openKey(tx, id), database);

  it("keys of reports open, are wrapped again by a rotation without touching what they sealed, and open again", async () => {
    const ids = Array.from({ length: 25 }, () => randomUUID());
    const sealed = new Map<string, string>();
    for (const id of ids) sealed.set(id, (await make(id)).seal(place, `text of ${id}`));
    for (let turn = 0; turn < 2; turn += 1) {
      writeKeyring(keyFile, await withNewKeys(readKeyring(keyFile)));
      expect(await countDue(database)).toBe(25);
      expect(await rewrap(database, 10)).toBe(10);
      expect(await countDue(database)).toBe(15);
      while ((await rewrap(database, 10)) > 0);
      expect(await countDue(database)).toBe(0);
      for (const id of ids) expect((await openKeyOf(id)).open(place, sealed.get(id)!)).toBe(`text of ${id}`);
    }
  });

  it("what a destroyed key sealed cannot be opened any more", async () => {
    const id = randomUUID();
    await make(id);
    await asPortal((tx) => destroyKey(tx, id), database);
    await expect(openKeyOf(id)).rejects.toMatchObject({ kind: "not_found" });
  });
});
