import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { keysOf } from "@/lib/secrets";
import { audit, type NewEvent } from "./audit";
import { exportAudit } from "./export";
import { listAudit, type AuditFilter } from "./queries";
import { emptyAudit, fillAudit } from "./test-audit";

vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret of the tests that is long enough"));

const person = "0b6c1a52-3c2e-4f0e-9f4a-5a8f1f3f9a10";
const event: NewEvent = { actor: { kind: "portal" }, act: "a", object: { kind: "test", id: "1" } };

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    await emptyAudit(database);
  });
  const write = (...events: Partial<NewEvent>[]) =>
    database.transaction(async (tx) => {
      for (const each of events) await audit(tx, { ...event, ...each });
    });
  const list = async (filter: AuditFilter & { before?: number; limit?: number }) =>
    (await listAudit(database, { limit: 10, ...filter })).map(({ seq }) => seq);
  async function exported(format: "jsonl" | "csv", filter: AuditFilter = {}) {
    let text = "";
    for await (const line of exportAudit(database, filter, format)) text += line;
    return text;
  }

  describe("the list", () => {
    it("has the newest first, a page at a time", async () => {
      await write({}, {}, {}, {}, {});
      expect(await list({ limit: 2 })).toEqual([5, 4]);
      expect(await list({ limit: 2, before: 4 })).toEqual([3, 2]);
      expect(await list({ limit: 2, before: 2 })).toEqual([1]);
    });

    it("finds by who, what and which thing", async () => {
      await write(
        { actor: { kind: "person", id: person } },
        { act: "b" },
        { object: { kind: "page", id: "1" } },
        { object: { kind: "page", id: "2" } },
      );
      expect(await list({ actorId: person })).toEqual([1]);
      expect(await list({ act: "b" })).toEqual([2]);
      expect(await list({ objectKind: "page" })).toEqual([4, 3]);
      expect(await list({ objectKind: "page", objectId: "2" })).toEqual([4]);
      expect(await list({ act: "b", objectKind: "page" })).toEqual([]);
    });

    it("finds by time, from the first moment until before the last", async () => {
      await write({});
      const [written] = await listAudit(database, { limit: 1 });
      const { at } = written!;
      const later = new Date(at.getTime() + 1);
      expect(await list({ from: at, to: later })).toEqual([1]);
      expect(await list({ to: at })).toEqual([]);
      expect(await list({ from: later })).toEqual([]);
    });
  });

  describe("the export", () => {
    it("has every event of the filter, however many there are", async () => {
      await fillAudit(database, keysOf("audit")[0], 1_001);
      await write({});
      const lines = (await exported("jsonl", { act: "test.done" })).trimEnd().split("\n");
      expect(lines.map((line) => JSON.parse(line).seq)).toEqual(Array.from({ length: 1_001 }, (_, i) => 1_001 - i));
    });

    it("has all fields in JSON", async () => {
      await write({ detail: { b: 1 }, actor: { kind: "person", id: person } });
      const [row] = await listAudit(database, { limit: 1 });
      expect(JSON.parse(await exported("jsonl"))).toEqual({ ...row, at: row!.at.toISOString() });
    });

    it("quotes cells of CSV, and lets no spreadsheet calculate", async () => {
      for (const id of ["=1+1", "+1", "-1", "@a", "\ta", "\ra", 'a "b", c', "a\nb", "plain"])
        await write({ object: { kind: "test", id } });
      const csv = await exported("csv");
      expect(csv.split("\r\n")[0]).toBe(
        "seq,at,actorKind,actorId,act,objectKind,objectId,outcome,requestId,detail,keyId,previousHash,hash",
      );
      for (const cell of ["'=1+1", "'+1", "'-1", "'@a", "'\ta", '"\'\ra"', '"a ""b"", c"', '"a\nb"', "plain"])
        expect(csv).toContain(`,test,${cell},done,'-,{},`);
      expect(csv.endsWith("\r\n")).toBe(true);
    });
  });
});
