import { mkdirSync, readFileSync, rmSync, rmdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

// The holder renews its lock every 5 s, so that a number reused by another process does not keep it for ever.
const renewMilliseconds = 5_000;
const staleMilliseconds = 60_000;
// A lock without a number belongs to a process that is just about to write it, or died in that moment.
const unsignedMilliseconds = 10_000;

/** @param {string} file @returns {number} milliseconds since its last change; Infinity when it is gone */
function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return Infinity;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted means that it lives and belongs to someone else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} folder @returns {boolean} whether this call made it */
function makeFolder(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} lock @returns {number | null} process that holds it; null when nobody does any more */
function holderOf(lock) {
  const signature = path.join(lock, "pid");
  try {
    const pid = Number(readFileSync(signature, "utf8"));
    return isAlive(pid) && ageOf(signature) < staleMilliseconds ? pid : null;
  } catch {
    return ageOf(lock) < unsignedMilliseconds ? 0 : null;
  }
}

/** @param {string} lock @returns {boolean} whether this process holds it now */
function tryLock(lock) {
  const signature = path.join(lock, "pid");
  if (makeFolder(lock)) {
    writeFileSync(signature, String(process.pid));
    return true;
  }
  if (holderOf(lock) !== null) return false;
  // Of several processes that find a dead holder, the one that makes this folder takes its place.
  const claim = path.join(lock, "claim");
  try {
    if (!makeFolder(claim)) {
      if (ageOf(claim) > unsignedMilliseconds) rmdirSync(claim);
      return false;
    }
    const isStillDead = holderOf(lock) === null;
    if (isStillDead) writeFileSync(signature, String(process.pid));
    rmdirSync(claim);
    return isStillDead;
  } catch (error) {
    // The lock was given back in the meantime: the next attempt decides.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Does work that only one process at a time may do in a folder, waiting for its turn.
 * @template T
 * @param {string} lock path of a folder that exists only while somebody works
 * @param {() => Promise<T>} work
 * @param {(pid: number) => void} [onWait] called once when another process is at work
 * @returns {Promise<T>}
 */
export async function withLock(lock, work, onWait = () => undefined) {
  let hasWaited = false;
  while (!tryLock(lock)) {
    const pid = holderOf(lock);
    if (!hasWaited && pid !== null && pid > 0) {
      onWait(pid);
      hasWaited = true;
    }
    await sleep(200);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  const renewal = setInterval(() => {
    const now = new Date();
    utimesSync(path.join(lock, "pid"), now, now);
  }, renewMilliseconds);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    process.off("exit", release);
    release();
  }
}
