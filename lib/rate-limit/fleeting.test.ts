import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { mostCounts, requireWithinFleeting } from "./fleeting";
import type { Limit } from "./rate-limit";

vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret of the tests that is long enough"));

const start = new Date("2026-11-20T10:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const limit: Limit = { name: "test", most: 3, seconds: 600 };
const attempt = (who: string, now = start, which = limit) => requireWithinFleeting(which, who, now);
const attempts = (count: number, who = "192.0.2.7", now = start) => {
  for (let i = 0; i < count; i += 1) attempt(who, now);
};
type Slot = { portalFleetingCounts?: { key: Buffer; byName: Map<string, unknown> } };
const slot = globalThis as Slot;

beforeEach(() => {
  delete slot.portalFleetingCounts;
});

describe("a limit without a trace", () => {
  it("refuses as every other limit does", () => {
    attempts(3);
    expect(() => attempt("192.0.2.7", after(100))).toThrow(AppError);
    expect(() => attempt("192.0.2.7", after(100))).toThrow(
      expect.objectContaining({
        kind: "limited",
        message: "That was a lot in a short time. Try again in about 9 minutes.",
      }),
    );
  });

  it("ends with its window, and is not made longer by those who keep trying", () => {
    attempts(3);
    for (let i = 0; i < 20; i += 1) expect(() => attempt("192.0.2.7", after(599))).toThrow();
    attempts(3, "192.0.2.7", after(600));
    expect(() => attempt("192.0.2.7", after(601))).toThrow("in about 10 minutes.");
  });

  it("counts everybody, and every limit, apart", () => {
    attempts(3);
    attempt("192.0.2.8");
    attempt("192.0.2.7", start, { ...limit, name: "other" });
    expect(() => attempt("192.0.2.7")).toThrow();
  });

  it("counts all addresses of an IPv6 network, and all unknown clients, together", () => {
    for (const end of ["1", "2", "3"]) attempt(`2001:db8:1:2::${end}`);
    expect(() => attempt("2001:db8:1:2:3:4:5:6")).toThrow();
    attempts(3, "");
    expect(() => attempt("")).toThrow();
  });

  it("keeps no address, and nothing that the secret of the portal could turn into one", () => {
    attempts(3);
    const kept = JSON.stringify([...slot.portalFleetingCounts!.byName]);
    expect(kept).not.toContain("192.0.2");
    for (const key of [process.env.PORTAL_SECRET!, "", "rate-limit"])
      expect(kept).not.toContain(createHmac("sha256", key).update("test 192.0.2.7").digest("base64url"));
  });

  it("writes nothing to the log, not even when it refuses", () => {
    const lines = (["info", "warn", "error"] as const).map((level) => vi.spyOn(log, level));
    attempts(3);
    expect(() => attempt("192.0.2.7")).toThrow();
    for (const line of lines) expect(line).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it("forgets by whom it was reached when a day is over, with the key it was kept under", () => {
    const long: Limit = { ...limit, most: 1, seconds: 3 * 24 * 60 * 60 };
    attempt("192.0.2.7", start, long);
    const { key } = slot.portalFleetingCounts!;
    expect(() => attempt("192.0.2.7", after(24 * 60 * 60 - 1), long)).toThrow();
    attempt("192.0.2.7", after(24 * 60 * 60), long);
    expect(slot.portalFleetingCounts!.key.equals(key)).toBe(false);
    expect(slot.portalFleetingCounts!.byName.size).toBe(1);
  });

  it("holds a flood of addresses in a bounded memory, and still counts the newest", () => {
    for (let i = 0; i < mostCounts + 500; i += 1) attempt(`client ${i}`, start, { ...limit, most: 1 });
    expect(slot.portalFleetingCounts!.byName.size).toBeLessThanOrEqual(mostCounts);
    expect(() => attempt(`client ${mostCounts + 499}`, start, { ...limit, most: 1 })).toThrow();
  });

  it("makes room by what has ended before it forgets anybody who is still counted", () => {
    for (let i = 0; i < mostCounts - 1; i += 1) attempt(`client ${i}`, start, { ...limit, seconds: 60 });
    attempts(3, "first");
    attempt("a newcomer", after(60));
    expect(slot.portalFleetingCounts!.byName.size).toBe(2);
    expect(() => attempt("first", after(61))).toThrow();
  });
});
