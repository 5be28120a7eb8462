import { beforeEach, describe, expect, it, vi } from "vitest";
import { serveDatabase } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { seal } from "@/lib/secrets";
import { newToken, receiptOf } from "../domain/receipt";
import * as hashing from "./receipt-hash";
import { openByReceipt, readReceiptCookie, receiptCookie, receiptCookieValue } from "./receipt-session";
import { receipts } from "./report-tables";
import { reportAnonymously } from "./test-inbox";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
});

const now = new Date("2026-11-20T12:00:00Z");
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const viewer = { kind: "receipt", reportId: "6f1c0b51-7c8e-4b0f-9d35-7a2f3f0a9b11" } as const;

describe("the cookie of an open inbox", () => {
  it("opens it for half an hour, and does not show which report it is", () => {
    const value = receiptCookieValue(viewer, now);
    expect(value).not.toContain(viewer.reportId);
    expect(readReceiptCookie(value, after(29))).toEqual(viewer);
    expect(readReceiptCookie(value, after(30))).toBeNull();
  });

  it("is sent to the pages of receipts only, to no script, and with nothing from another site", () => {
    expect(receiptCookie.options).toMatchObject({ path: "/conduct/receipt", httpOnly: true, sameSite: "strict" });
  });

  it("opens nothing when it was made up, changed, or sealed for something else", () => {
    const value = receiptCookieValue(viewer, now);
    const content = JSON.stringify({ reportId: viewer.reportId, until: after(10).getTime() });
    const bad = [undefined, "", "x", `${value}A`, value.slice(0, -4), value.replace(/^./, "z"), content];
    bad.push(seal("mail", "cookie", content), seal("receipt-session", "elsewhere", content));
    for (const each of bad) expect(readReceiptCookie(each, now)).toBeNull();
  });
});

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));
  const refusal = { kind: "invalid", message: expect.stringContaining("do not open an inbox together") };

  describe("a receipt", () => {
    it("opens the inbox of its report", async () => {
      const { receipt, viewer: own } = await reportAnonymously(database);
      expect(await openByReceipt(receipt.locator, receipt.secret)).toEqual(own);
    });

    it("that nobody has takes the same work and gets the same answer as a wrong secret", async () => {
      const { receipt } = await reportAnonymously(database);
      const other = receiptOf(newToken());
      const check = vi.spyOn(hashing, "checkReceipt");
      await expect(openByReceipt(receipt.locator, other.secret)).rejects.toMatchObject(refusal);
      await expect(openByReceipt(other.locator, receipt.secret)).rejects.toMatchObject(refusal);
      expect(check).toHaveBeenCalledTimes(2);
      check.mockRestore();
    });

    it("of something else than a report opens no inbox", async () => {
      const { locator, secret } = receiptOf(newToken());
      const kept = { locator, ownerId: crypto.randomUUID(), ...(await hashing.hashReceipt(secret)) };
      await asPortal((tx) => tx.insert(receipts).values(kept), database);
      await expect(openByReceipt(locator, secret)).rejects.toMatchObject(refusal);
    });

    it("can be tried five times in a quarter of an hour, and others meanwhile as before", async () => {
      const { receipt } = await reportAnonymously(database);
      const wrong = receiptOf(newToken()).secret;
      for (let count = 0; count < 5; count += 1)
        await expect(openByReceipt(receipt.locator, wrong)).rejects.toMatchObject(refusal);
      await expect(openByReceipt(receipt.locator, receipt.secret)).rejects.toMatchObject({ kind: "limited" });
      const { receipt: other } = await reportAnonymously(database);
      expect(await openByReceipt(other.locator, other.secret)).toMatchObject({ kind: "receipt" });
    });
  });
});
