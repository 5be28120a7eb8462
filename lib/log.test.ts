import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, describe, expect, it, vi } from "vitest";
import { log } from "./log";
import { redact } from "./redact.mjs";
import type { RequestContext } from "./request-context";

const slot = globalThis as typeof globalThis & { portalRequests?: AsyncLocalStorage<RequestContext> };

afterEach(() => {
  vi.restoreAllMocks();
  delete slot.portalRequests;
});

function written(write: () => void): Record<string, unknown> {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  write();
  vi.restoreAllMocks();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]*\n$/);
  return JSON.parse(lines[0] ?? "") as Record<string, unknown>;
}

describe("a line of the log holds none of", () => {
  it.each([
    ["an e-mail address", "Mail to alice.o'neil+x@mail.example.org failed", "@mail.example.org"],
    ["an e-mail address of another alphabet", "für jürgen@bücher.example", "jürgen"],
    ["an e-mail address of this machine", "from root@localhost", "root@"],
    ["an e-mail address in a path", "/people/alice%40example.org", "alice"],
    ["a bearer token", "Bearer abc.def", "abc"],
    ["basic credentials", "basic YWxpY2U6c2VjcmV0", "YWxp"],
    ["an authorization header", 'headers: { authorization: "Token short" }', "short"],
    ["a password in an address", "connect postgres://portal:hunter2@db.internal/portal", "hunter2"],
    ["a user in an address", "fetch https://token@git.example/x", "token@"],
    ["a password with an @", "redis://a:b@c@host", "b@c"],
    ["cookies", "Cookie: portal-session=abc; theme=dark", "abc"],
    ["a cookie that is set", "set-cookie='portal-session=abc'", "abc"],
    ["a token", `token ${"Ab3_-".repeat(7)} is wrong`, "Ab3_"],
    ["a digest", `sha256 ${"0af1".repeat(16)}`, "0af1"],
    ["a JSON Web Token", "jwt eyJhbGciOi.eyJzdWIi.c2ln", "eyJ"],
    ["an IPv4 address", "from 203.0.113.7:5000", "203.0.113"],
    ["an IPv6 address", "from [2001:db8::7]:5000", "2001:db8"],
    ["an IPv4 address written as IPv6", "from ::ffff:203.0.113.7", "203.0.113"],
    ["a query", "GET /search?q=Alice%20Example failed", "Alice"],
    ["a query of a whole address", 'fetch "https://x.example/cb?code=123456&state=x"', "123456"],
    ["text that was no JSON", 'Unexpected token A, "Alice Example" is not valid JSON', "Alice"],
    ["parameters of a query", "Failed query: select $1\nparams: Alice\nExample\n    at run (a.js:1:2)", "Alice"],
  ])("%s", (_name, text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain("[redacted]");
  });
});

describe("a line of the log keeps", () => {
  it.each([
    ["times", "12:30:45 and 2026-11-20T12:30:45.123Z"],
    ["places in files", "    at run (/srv/portal/node_modules/@electric-sql/pglite/dist/index.js:10:20)"],
    [
      "names of built files",
      "    at x (.next/server/chunks/node_modules_next_dist_esm_build_templates_0f8c1b._.js:1:2)",
    ],
    ["long names of functions", "    at AppPageRouteModule.renderToResponseWithComponentsImpl (node:internal/x:1:2)"],
    ["versions", "next 16.4.6, drizzle 0.45.4"],
    ["addresses without a query", "https://portal.example.org/handbook"],
    ["questions", "Is the server running? Look at DATABASE_URL"],
    ["modules of Node", "node:internal/process/task_queues:105:5"],
    ["names of C++", "std::vector::end"],
  ])("%s", (_name, text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("the log", () => {
  it("takes addresses and tokens out of messages, errors and stacks", () => {
    const error = new Error("No mailbox for alice@example.org from 203.0.113.7");
    const entry = written(() => log.error("Mail to bob@example.org failed.", error));
    expect(JSON.stringify(entry)).not.toMatch(/alice|bob@|203\.0/);
    expect(entry).toMatchObject({ level: "error", message: "Mail to [redacted] failed." });
    expect(entry.stack).toContain("log.test.ts");
  });

  it("names the cause of a failed query and not what was asked", () => {
    const cause = Object.assign(new Error("relation does not exist"), { code: "42P01" });
    const error = Object.assign(new Error("Failed query: select\nparams: Alice", { cause }), { query: "select" });
    expect(written(() => log.error("Search failed.", error))).toMatchObject({ error: "relation does not exist" });
  });

  it("does not repeat a value that the database could not take", () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "Alice"'), { code: "22P02" });
    const entry = written(() => log.warn("Odd.", error));
    expect(JSON.stringify(entry)).not.toContain("Alice");
    expect(entry.error).toBe('invalid input syntax for type uuid: "[redacted]"');
  });

  it("shows what was thrown when it is no error, without what is secret", () => {
    expect(written(() => log.warn("Odd.", "Bearer abc"))).toMatchObject({ error: "Bearer [redacted]" });
  });

  it("names the request that a line belongs to", () => {
    slot.portalRequests = new AsyncLocalStorage<RequestContext>();
    const context = { id: "request-0001", client: "203.0.113.7", isForwarded: false };
    const entry = slot.portalRequests.run(context, () => written(() => log.info("Done.")));
    expect(entry).toMatchObject({ level: "info", message: "Done.", request: "request-0001" });
    expect(JSON.stringify(entry)).not.toContain("203.0.113.7");
    expect(written(() => log.info("Done."))).not.toHaveProperty("request");
  });

  it("is quick for long texts that resemble an address", () => {
    expect(redact("a".repeat(1_000_000)).length).toBeLessThanOrEqual(8_000);
    expect(redact(`${"a.".repeat(4_000)}@`).length).toBeLessThanOrEqual(8_000);
  });
});
