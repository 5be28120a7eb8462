import { describe, expect, it } from "vitest";
import { canonicalCheckpoint, canonicalEvent, sealOf } from "./canonical";

const event = {
  seq: 7,
  at: new Date("2026-11-20T10:00:00.120Z"),
  actorId: "0b6c1a52-3c2e-4f0e-9f4a-5a8f1f3f9a10",
  actorKind: "person",
  act: "role.granted",
  objectKind: "person",
  objectId: 'é "quoted"\n',
  outcome: "done",
  requestId: "r-1",
  detail: { role: "organizer", 10: 1.5, 9: true, Z: null },
  previousHash: "ab",
  keyId: "0011aabb",
};
const key = Buffer.alloc(32, 7);

// Frozen: a change here means that no event written before can be verified any more.
const golden =
  '["event",7,"2026-11-20T10:00:00.120Z","person","0b6c1a52-3c2e-4f0e-9f4a-5a8f1f3f9a10","role.granted","person",' +
  '"é \\"quoted\\"\\n","done","r-1",[["10",1.5],["9",true],["Z",null],["role","organizer"]],"0011aabb","ab"]';

describe("the sealed text of an event", () => {
  it("is what it has always been", () => {
    expect(canonicalEvent(event)).toBe(golden);
    expect(sealOf(key, golden)).toBe("db4cef7df76f84b922ce26d6aed03533aa922b4292f5c1e387cee6f1bce79c28");
  });

  it("does not depend on the order in which details are given", () => {
    const detail = { Z: null, role: "organizer", 9: true, 10: 1.5 };
    expect(canonicalEvent({ ...event, detail })).toBe(golden);
  });

  it.each([
    { seq: 8 },
    { at: new Date("2026-11-20T10:00:00.121Z") },
    { actorId: null },
    { actorKind: "portal" },
    { act: "role.ended" },
    { objectKind: "page" },
    { objectId: "" },
    { outcome: "refused" },
    { requestId: "r-2" },
    { detail: { ...event.detail, role: "admin" } },
    { previousHash: "ac" },
    { keyId: "0011aabc" },
  ])("differs when anything differs: %j", (change) => {
    expect(canonicalEvent({ ...event, ...change })).not.toBe(golden);
  });
});

describe("the sealed text of a checkpoint", () => {
  it("is what it has always been", () => {
    const text = canonicalCheckpoint({ seq: 7, hash: "ab", at: "2026-11-20T10:00:00.120Z" });
    expect(text).toBe('["checkpoint",7,"ab","2026-11-20T10:00:00.120Z"]');
  });
});
