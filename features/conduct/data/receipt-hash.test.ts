import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ReceiptHash } from "./receipt-hash";

const former = "the former secret of the tests that is long enough";
const current = "the current secret of the tests that is long enough";
const secret = new Uint8Array(randomBytes(13));
const other = new Uint8Array(randomBytes(13));

/** The module as a process with these secrets has it. */
async function processWith(secrets: string, old = "") {
  vi.resetModules();
  vi.stubEnv("PORTAL_SECRET", secrets);
  vi.stubEnv("PORTAL_SECRET_OLD", old);
  return import("./receipt-hash");
}

let kept: ReceiptHash;
beforeEach(async () => {
  kept = await (await processWith(former)).hashReceipt(secret);
});

describe("what is kept of a receipt", () => {
  it("is opened by its secret and by no other", async () => {
    const { checkReceipt } = await processWith(former);
    expect(await checkReceipt(secret, kept)).toBe(true);
    expect(await checkReceipt(other, kept)).toBe(false);
  });

  it("differs for the same secret each time, and does not contain it", async () => {
    const { hashReceipt } = await processWith(former);
    const again = await hashReceipt(secret);
    expect(again.hash).not.toBe(kept.hash);
    expect(again.salt).not.toBe(kept.salt);
    expect(JSON.stringify(again)).not.toContain(Buffer.from(secret).toString("base64url"));
  });

  it("is opened after the secret of the portal was changed, as long as the former one is known", async () => {
    expect(await (await processWith(current, former)).checkReceipt(secret, kept)).toBe(true);
    expect(await (await processWith(current, former)).checkReceipt(other, kept)).toBe(false);
  });

  it("cannot be opened by whoever has the database and not the secret of the portal", async () => {
    expect(await (await processWith(current)).checkReceipt(secret, kept)).toBe(false);
  });

  it("is never opened where there is no such receipt", async () => {
    expect(await (await processWith(former)).checkReceipt(secret, null)).toBe(false);
  });
});

describe("the work of a check", () => {
  it.each([
    ["one secret of the portal", "", 1],
    ["a former one beside it", former, 2],
  ])("is the same for a right, a wrong and an unknown receipt, with %s", async (_, old, runs) => {
    const { checkReceipt, hashReceipt } = await processWith(current, old);
    const right = await hashReceipt(secret);
    const sodium = (await import("libsodium-wrappers-sumo")).default;
    const hashing = vi.spyOn(sodium, "crypto_pwhash");
    for (const [tried, stored] of [
      [secret, right],
      [other, right],
      [secret, null],
    ] as const) {
      hashing.mockClear();
      await checkReceipt(tried, stored);
      expect(hashing).toHaveBeenCalledTimes(runs);
    }
    hashing.mockRestore();
  });

  it("of many at once lets other work in between", async () => {
    const { checkReceipt } = await processWith(former);
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 8 }, () => checkReceipt(other, kept)));
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(8);
  });
});
