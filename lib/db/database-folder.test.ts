import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { databaseFolderOf, finishSwap, swapDatabase, unfinishedFolderOf } from "./database-folder";

let data: string;
const make = (folder: string, content: string) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "content"), content);
};
const current = () => readFileSync(path.join(databaseFolderOf(data), "content"), "utf8");

beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), "portal-swap-"));
  return () => rmSync(data, { recursive: true });
});

describe("putting a restored database in the place of the current one", () => {
  it("keeps the current one and says where", async () => {
    make(databaseFolderOf(data), "old");
    make(unfinishedFolderOf(data), "new");
    const kept = (await swapDatabase(data)) ?? "";
    expect(current()).toBe("new");
    expect(readFileSync(path.join(kept, "content"), "utf8")).toBe("old");
    expect(readdirSync(data)).toHaveLength(2);
  });

  it("is finished by the next opening when it was killed before the current one made way", () => {
    make(databaseFolderOf(data), "old");
    make(path.join(data, "database.restored"), "new");
    expect(finishSwap(data)).not.toBeNull();
    expect(current()).toBe("new");
    expect(finishSwap(data)).toBeNull();
  });

  it("is finished by the next opening when it was killed after the current one made way", () => {
    make(databaseFolderOf(data), "old");
    make(path.join(data, "database.restored"), "new");
    renameSync(databaseFolderOf(data), path.join(data, "database.before-restore-then"));
    expect(finishSwap(data)).toBeNull();
    expect(current()).toBe("new");
    expect(existsSync(path.join(data, "database.before-restore-then"))).toBe(true);
  });

  it("is not begun by a database that was never finished", () => {
    make(databaseFolderOf(data), "old");
    make(unfinishedFolderOf(data), "half");
    expect(finishSwap(data)).toBeNull();
    expect(current()).toBe("old");
  });
});
