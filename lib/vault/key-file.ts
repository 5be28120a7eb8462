import "server-only";
import { createHmac } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { keyringShape, makeKeyring, publicKeysOf, publicKeysShape, type Keyring, type PublicKeys } from "./keyring";

/** The file with the keys of conduct: a setting, or made on first start in the data folder of the embedded engine. */
export const keyFile = env.conductKeys ?? path.join(env.dataFolder, "conduct-keys.json");
/** What the operator is told on the first start. */
export const keysWereMade = `The keys of reports and cases were made: ${keyFile}. Keep a copy apart from the backups; without it nobody can read them again.`;
const publicFileOf = (file: string) => `${file}.public`;

function write(file: string, content: unknown, mode: number): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // Whole or not at all: half a key file opens nothing.
  const unfinished = `${file}.${process.pid}`;
  rmSync(unfinished, { force: true });
  const handle = openSync(unfinished, "wx", mode);
  writeSync(handle, `${JSON.stringify(content, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
}

/** Writes a keyring and, beside it, the part of it that accepting a report needs. For the operator's commands and the first start. */
export function writeKeyring(file: string, keyring: Keyring): void {
  write(file, keyring, 0o600);
  write(publicFileOf(file), publicKeysOf(keyring), 0o644);
}

function read<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    // Not what is wrong in it: a parser quotes what it stumbles over.
    const reason = error instanceof Error && "code" in error ? String(error.code) : "it is not a whole key file";
    const way = reason === "ENOENT" ? ": put the file back, or make one with npm run portal -- conduct-keys make" : "";
    throw new AppError("unavailable", `The keys of conduct in ${file} cannot be read (${reason})${way}.`);
  }
}

/** Reads a key file; throws unavailable when it is missing or not whole. */
export const readKeyring = (file: string): Keyring => read(file, keyringShape);

type Kept<Value> = { file: string; stamp: string; value: Value };
let keptRing: Kept<Keyring> | undefined;
let keptPublic: PublicKeys | undefined;

/** Returns the keys of this process, read again when the file has changed; throws unavailable when they are not there. */
export function getKeyring(file = keyFile): Keyring {
  const stats = statSync(file, { throwIfNoEntry: false });
  const stamp = stats === undefined ? "none" : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
  if (keptRing?.file === file && keptRing.stamp === stamp) return keptRing.value;
  const value = readKeyring(file);
  keptRing = { file, stamp, value };
  keptPublic = publicKeysOf(value);
  return value;
}

/**
 * Returns what accepting a report needs. It works while the keys themselves are away, from the file beside them or
 * from what was read last; throws unavailable only when there never was any.
 */
export function getPublicKeys(file = keyFile): PublicKeys {
  try {
    return publicKeysOf(getKeyring(file));
  } catch (error) {
    if (existsSync(publicFileOf(file))) return read(publicFileOf(file), publicKeysShape);
    if (keptPublic === undefined) throw error;
  }
  return keptPublic;
}

/**
 * Makes sure that there are keys before the first request: with the embedded engine they are made, otherwise they must
 * be given. Returns whether they were made just now, which the operator has to be told. Throws unavailable.
 */
export async function requireKeys(file = keyFile, isGiven = env.conductKeys !== null): Promise<"made" | "there"> {
  if (isGiven || existsSync(file)) {
    getKeyring(file);
    return "there";
  }
  writeKeyring(file, await makeKeyring());
  return "made";
}

/** Returns a pseudonym of a person or handle under the keys, so that the same one is recognized and nobody else can. */
export function conductPseudonym(kind: "person" | "handle" | "snapshot", text: string): string {
  return createHmac("sha256", Buffer.from(getKeyring().pseudonyms, "base64")).update(`${kind} ${text}`).digest("hex");
}
