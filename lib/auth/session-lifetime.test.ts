import { describe, expect, it } from "vitest";
import type { Role } from "./roles";
import { safePath } from "./safe-path";
import { isOver } from "./session-lifetime";

const hour = 3_600_000;
const start = new Date("2026-11-20T12:00:00Z");
const after = (hours: number) => new Date(start.getTime() + hours * hour);
const session = (lastSeenAt: Date) => ({ createdAt: start, lastSeenAt, expiresAt: after(90 * 24) });

describe("a session", () => {
  it.each<[string, Role[], seen: number, now: number, isOver: boolean]>([
    ["of anybody goes on just before 30 days unused", ["team_member"], 0, 30 * 24 - 0.1, false],
    ["of anybody ends after 30 days unused", ["team_member"], 0, 30 * 24, true],
    ["of anybody ends after 90 days in use", [], 90 * 24 - 1, 90 * 24, true],
    ["of an admin goes on just before two hours unused", ["admin"], 0, 1.9, false],
    ["of an admin ends after two hours unused", ["admin"], 0, 2, true],
    ["of a moderator ends after twelve hours in use", ["conduct_moderator"], 11.9, 12, true],
    ["of a lead ends after twelve hours in use", ["team_member", "conduct_lead"], 11.9, 12, true],
  ])("%s", (_name, roles, seen, now, over) => {
    expect(isOver(session(after(seen)), roles, after(now))).toBe(over);
  });
});

describe("a path to go on to", () => {
  it.each(["/account", "/search?q=a%20b#c", "/%2F%2Fevil.example"])("may be %s", (path) =>
    expect(safePath(path)).toBe(path),
  );
  it.each([
    "",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "javascript:1",
    "evil",
    "/a b",
    "/..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e%2e//evil.example",
    null,
  ])("is never %s", (path) => expect(safePath(path, "/fallback")).toBe("/fallback"));
});
