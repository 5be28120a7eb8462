import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { diagnoseFolder, diagnoseSnapshots } from "./diagnose-machine";
import { diagnoseEngine } from "./postgres-due";
import { formatBytes } from "./sizes";

describe("doctor says that PostgreSQL is due", () => {
  it.each([
    [{ people: 200, bytes: 1_000_000_000 }, "✓", "a power cut"],
    [{ people: 201, bytes: 10_000_000 }, "!", "201 people"],
    [{ people: 3, bytes: 2_500_000_000 }, "!", "2.5 GB"],
  ])("of %j: %s, because of %s", (figures, mark, reason) => {
    const diagnosis = diagnoseEngine(figures);
    expect(diagnosis.mark).toBe(mark);
    expect(diagnosis.what).toContain(reason);
  });
});

describe("doctor looks at the data folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "portal-doctor-"));
    return () => rmSync(folder, { recursive: true });
  });

  it("and calls one wrong that others can open", () => {
    expect(diagnoseFolder(folder).mark).toBe("✓");
    chmodSync(folder, 0o755);
    expect(diagnoseFolder(folder)).toMatchObject({ mark: "✗", todo: `chmod 700 ${folder}` });
  });

  it("and says how old the latest snapshot is", () => {
    expect(diagnoseSnapshots(folder, new Date()).mark).toBe("!");
    mkdirSync(path.join(folder, "snapshots"));
    writeFileSync(path.join(folder, "snapshots/2026-11-20T12-00-00Z.0123456789abcdef.jsonl.gz"), "12345");
    const later = (time: string) => diagnoseSnapshots(folder, new Date(`2026-11-20T${time}:00Z`));
    expect(later("12:59")).toEqual({ mark: "✓", what: "Snapshots: 1; the latest is 59 min old and has 5 B" });
    expect(later("16:00")).toMatchObject({ mark: "!", what: "Snapshots: 1; the latest is 4 h old and has 5 B" });
  });
});

describe("sizes", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_000, "1.0 kB"],
    [4_520_630, "4.5 MB"],
    [123_456_789, "123 MB"],
    [2_500_000_000, "2.5 GB"],
  ])("of %d bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});
