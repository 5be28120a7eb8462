import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { portalCommands } from "@/app/portal-commands";
import { checkBackup } from "@/lib/db/backup-reader";
import { closeDatabase, getDatabase } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import type { Command, Context } from "./command";
import { startControl } from "./control";
import { controlAddressOf } from "./control-address";
import { askPortal } from "./control-client";
import { saveFrom } from "./save-file";

// Read by lib/env.ts when it is loaded, which is before anything else here.
const data = vi.hoisted(() => {
  const folder = `${process.env.TMPDIR ?? "/tmp"}/portal-control-test-${process.pid}`;
  process.env.PORTAL_DATA = folder;
  delete process.env.DATABASE_URL;
  return folder;
});

const folder = mkdtempSync(path.join(tmpdir(), "portal-control-client-"));
let control: Awaited<ReturnType<typeof startControl>>;

/** Calls a command as `npm run portal` does, and returns what a person would see. */
async function call(name: string, ...args: string[]) {
  const seen: string[] = [];
  const say = (line: string) => void seen.push(line);
  const context: Context = { args, folder, print: say, warn: say, save: saveFrom(folder) };
  return { status: await askPortal(data, name, context), seen };
}

const refuse: Command = {
  name: "refuse",
  summary: "",
  usage: "",
  run: async () => Promise.reject(new AppError("conflict", "Not like this.")),
};
const breakDown: Command = { name: "break", summary: "", usage: "", run: () => Promise.reject(new Error("a defect")) };
const breakFile: Command = {
  name: "break-file",
  summary: "",
  usage: "",
  run: ({ save }) => save("broken.txt", () => Promise.reject(new AppError("unavailable", "The disk is full."))),
};
const sayFolder: Command = {
  name: "where",
  summary: "",
  usage: "",
  run: async (context) => {
    context.print(context.folder);
    return 7;
  },
};

beforeAll(async () => {
  control = await startControl([...portalCommands, refuse, breakDown, breakFile, sayFolder]);
});
afterAll(async () => {
  await control.stop();
  await closeDatabase();
  for (const each of [data, folder]) rmSync(each, { recursive: true });
});

describe("a command sent to the portal that runs", () => {
  it("can be sent by this user of the system only", () => {
    expect(statSync(controlAddressOf(data)).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  it("says there what it says here, and ends with its status", async () => {
    expect(await call("where")).toEqual({ status: 7, seen: [folder] });
    expect(await call("refuse")).toEqual({ status: 1, seen: ["Not like this."] });
    expect(await call("audit", "more")).toMatchObject({ status: 2 });
    expect((await call("break")).status).toBe(1);
  });

  it("doctor looks at the database that the portal holds", async () => {
    const { status, seen } = await call("doctor");
    expect(status).toBe(0);
    expect(seen.join("\n")).toContain("Tables are up to date");
  });

  it("that it does not know, or that may not run beside it, is answered with a sentence", async () => {
    await expect(call("restore")).rejects.toThrow("does not know the command restore: restart it");
    await expect(call("../etc")).rejects.toThrow("does not know the command");
  });

  it("writes a backup of one instant while rows are being written", async () => {
    const database = await getDatabase();
    let isWriting = true;
    const writing = (async () => {
      for (let number = 0; isWriting; number++) {
        await database.transaction(async (tx) => {
          await tx.execute(sql`insert into person (name) values (${`Person ${number}`})`);
          await tx.execute(sql`insert into sign_in_link (identifier, token_hash, expires_at)
            values (${`Person ${number}`}, 'x', now())`);
        });
        // The embedded engine answers without giving others a turn; requests, which write otherwise, come in turns.
        await new Promise(setImmediate);
      }
    })();
    for (const file of ["one.jsonl.gz", "two.jsonl.gz"]) {
      expect((await call("backup", file)).status).toBe(0);
      const { sums } = await checkBackup(path.join(folder, file));
      expect(sums.person?.rows).toBe(sums.sign_in_link?.rows);
    }
    isWriting = false;
    await writing;
    expect(statSync(path.join(folder, "one.jsonl.gz")).mode & 0o777).toBe(0o600);
    expect(readdirSync(data).filter((name) => name.startsWith("outgoing"))).toEqual([]);
  });

  it("exports JSON that every program reads", async () => {
    expect((await call("export", "all.json")).status).toBe(0);
    expect((await call("export", "all.json.gz")).status).toBe(0);
    const plain = JSON.parse(readFileSync(path.join(folder, "all.json"), "utf8"));
    const packed = JSON.parse(gunzipSync(readFileSync(path.join(folder, "all.json.gz"))).toString("utf8"));
    expect(plain.person.length).toBeGreaterThan(0);
    expect(packed.person).toEqual(plain.person);
    expect(plain.search_section).toBeUndefined();
  });

  it("overwrites no file, and makes none where there is no folder", async () => {
    writeFileSync(path.join(folder, "mine.gz"), "mine");
    await expect(call("backup", "mine.gz")).rejects.toThrow("mine.gz is there already, and is not overwritten");
    expect(readFileSync(path.join(folder, "mine.gz"), "utf8")).toBe("mine");
    await expect(call("backup", "nowhere/a.gz")).rejects.toThrow("There is no folder");
  });

  it("leaves no half file behind when it fails", async () => {
    await expect(call("break-file")).rejects.toThrow("The disk is full.");
    expect(readdirSync(folder).filter((name) => name.startsWith("broken"))).toEqual([]);
  });

  it("takes the place of a portal that was killed", async () => {
    await control.stop();
    writeFileSync(controlAddressOf(data), "");
    control = await startControl([sayFolder]);
    expect((await call("where")).status).toBe(7);
  });
});

describe("without a portal that runs", () => {
  it("nobody answers, and the command knows", async () => {
    const empty = mkdtempSync(path.join(tmpdir(), "portal-empty-"));
    const context: Context = {
      args: [],
      folder,
      print: () => undefined,
      warn: () => undefined,
      save: saveFrom(folder),
    };
    expect(await askPortal(empty, "doctor", context)).toBeNull();
    expect(await askPortal(path.join(empty, "none"), "doctor", context)).toBeNull();
    rmSync(empty, { recursive: true });
  });
});

describe("a data folder with a long path", () => {
  it("has its socket in a private folder that is short enough", async () => {
    const long = path.join(folder, "a".repeat(120));
    mkdirSync(long);
    const address = controlAddressOf(long);
    expect(Buffer.byteLength(address)).toBeLessThan(104);
    expect(statSync(path.dirname(address)).mode & 0o777).toBe(0o700);
    expect(controlAddressOf(long)).toBe(address);
    rmSync(path.dirname(address), { recursive: true });
  });

  it("is refused when somebody else has made that folder", () => {
    const long = path.join(folder, "b".repeat(120));
    mkdirSync(long);
    const place = path.dirname(controlAddressOf(long));
    rmSync(place, { recursive: true });
    mkdirSync(place, { mode: 0o777 });
    try {
      expect(() => controlAddressOf(long)).toThrow("must be a folder that only this user can open");
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});
