import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { cleanUp, contextOf, isFromThisMachine } from "./server-context.mjs";
import { mayReadMetrics } from "./server-metrics.mjs";
import { mostHeaders, whyRefused } from "./server-refusals.mjs";
import { isQuiet, isTraceless, kindOf, routeOf } from "./server-route.mjs";

type Sent = { method?: string; url?: string; headers?: Record<string, string>; from?: string };

function requestOf({ method = "GET", url = "/", headers = {}, from = "203.0.113.9" }: Sent): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: from });
  const request = new IncomingMessage(socket);
  Object.assign(request, { method, url, headers: { host: "portal.example", ...headers } });
  return request;
}

describe("the address of a reader", () => {
  const through = (forwarded: string) => ({ "x-forwarded-for": forwarded });
  it.each<[string, Sent, number, string]>([
    ["is the one of the connection", {}, 0, "203.0.113.9"],
    ["is written as IPv4 where it is", { from: "::ffff:203.0.113.9" }, 0, "203.0.113.9"],
    ["is nobody's claim where no proxy stands in front", { headers: through("198.51.100.1") }, 0, "203.0.113.9"],
    ["is the one the proxy was asked from", { headers: through("198.51.100.1") }, 1, "198.51.100.1"],
    [
      "is not what the reader claims before the proxy",
      { headers: through("6.6.6.6, 198.51.100.1") },
      1,
      "198.51.100.1",
    ],
    [
      "is the one the outer proxy was asked from",
      { headers: through("6.6.6.6, 198.51.100.1, 10.0.0.1") },
      2,
      "198.51.100.1",
    ],
    ["is the first of a list that passed fewer proxies", { headers: through("198.51.100.1") }, 2, "198.51.100.1"],
    ["has no port", { headers: through("198.51.100.1:4711") }, 1, "198.51.100.1"],
    ["may be IPv6 with a port", { headers: through("[2001:db8::1]:4711") }, 1, "2001:db8::1"],
    ["is the one of the connection when the proxy says nothing", {}, 1, "203.0.113.9"],
    ["is the one of the connection when the proxy says nonsense", { headers: through("unknown") }, 1, "203.0.113.9"],
  ])("%s", (_name, sent, proxies, client) => {
    expect(contextOf(requestOf(sent), proxies).client).toBe(client);
  });
});

describe("the id of a request", () => {
  it.each<[string, string, number, boolean]>([
    ["is taken from a proxy", "abc-DEF_0123", 1, true],
    ["is never taken from a reader", "abc-DEF_0123", 0, false],
    ["is made anew when it is short", "abc", 1, false],
    ["is made anew when it is long", "a".repeat(65), 1, false],
    ["is made anew when it could break a line", 'abc-0123"\n', 1, false],
  ])("%s", (_name, given, proxies, isTaken) => {
    const { id } = contextOf(requestOf({ headers: { "x-request-id": given } }), proxies);
    expect(id === given).toBe(isTaken);
    expect(id).toMatch(/^[\w-]{8,64}$/);
  });
});

describe("what a sender may not say", () => {
  const claims = {
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "443",
    forwarded: "for=127.0.0.1",
    "x-real-ip": "127.0.0.1",
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  };

  it("is taken away for a proxy that does not exist, and remembered as having been said", () => {
    const request = requestOf({ headers: claims });
    expect(contextOf(request, 0).isForwarded).toBe(true);
    cleanUp(request, 0);
    expect(Object.keys(request.headers)).toEqual(["host"]);
  });

  it("is left to a proxy that exists", () => {
    const request = requestOf({ headers: claims });
    cleanUp(request, 1);
    expect(request.headers).toMatchObject(claims);
  });

  it.each([0, 1])("is never what the portal says to itself, behind %i proxies", (proxies) => {
    const headers = { "x-portal-address": "/", "x-portal-client": "x", "x-middleware-rewrite": "/", "x-next-y": "z" };
    const request = requestOf({ headers });
    cleanUp(request, proxies);
    expect(Object.keys(request.headers)).toEqual(["host"]);
  });
});

describe("where people are anonymous", () => {
  const cookie = "portal-session=abc; portal-preferences=theme%3Ddark; __Host-portal-session=x; portal-receipt=r; a=b";
  it.each([
    "/conduct/anonymous",
    "/conduct/anonymous?_rsc=1",
    "/conduct/receipt/inbox",
    "/conduct/%61nonymous",
    "/conduct/appeal",
  ])("%s never learns who is signed in", (url) => {
    const request = requestOf({ url, headers: { cookie } });
    cleanUp(request, 0);
    expect(request.headers.cookie).toBe(" portal-preferences=theme%3Ddark; portal-receipt=r");
  });

  it.each(["/conduct/report", "/conduct/anonymously", "/handbook?to=/conduct/anonymous", "/inbox"])(
    "is not %s",
    (url) => {
      const request = requestOf({ url, headers: { cookie } });
      cleanUp(request, 0);
      expect(request.headers.cookie).toBe(cookie);
    },
  );

  it("no line of the log says that somebody was there", () => {
    for (const url of ["/conduct/anonymous", "/conduct/receipt/inbox", "/conduct/appeal?to=x"])
      expect(isTraceless(url), url).toBe(true);
    expect(isTraceless("/conduct/report")).toBe(false);
  });
});

describe("the metrics", () => {
  const token = "t".repeat(40);
  it.each<[string, Sent, string, boolean]>([
    ["are for this machine", { from: "127.0.0.1" }, "", true],
    ["are for this machine over IPv6", { from: "::1" }, "", true],
    ["are for this machine over IPv4 in IPv6", { from: "::ffff:127.0.0.1" }, "", true],
    [
      "are not for whoever comes through a proxy",
      { from: "127.0.0.1", headers: { "x-forwarded-for": "127.0.0.1" } },
      "",
      false,
    ],
    [
      "are not for whoever comes through a proxy of another kind",
      { from: "127.0.0.1", headers: { via: "1.1 x" } },
      "",
      false,
    ],
    ["are not for other machines", {}, token, false],
    ["are for whoever knows the token", { headers: { authorization: `Bearer ${token}` } }, token, true],
    ["are not for a wrong token", { headers: { authorization: `Bearer ${token}x` } }, token, false],
    ["are not for a token in another scheme", { headers: { authorization: `Basic ${token}` } }, token, false],
    ["are not for an empty token when none is set", { headers: { authorization: "Bearer " } }, "", false],
  ])("%s", (_name, sent, known, isAllowed) => {
    const request = requestOf(sent);
    expect(mayReadMetrics(request, contextOf(request, 0), known)).toBe(isAllowed);
  });

  it("know this machine by its connection alone", () => {
    const request = requestOf({ from: "198.51.100.1", headers: { host: "localhost" } });
    expect(isFromThisMachine(request, contextOf(request, 0))).toBe(false);
  });
});

describe("a request is refused", () => {
  const form = (headers: Record<string, string>, url = "/settings"): Sent => ({ method: "POST", url, headers });
  const action = "7f0c5cd478d688a19fbfd3bbacb594ed2303e4f597";
  it.each<[string, Sent, number | null]>([
    ["of another method", { method: "TRACE" }, 405],
    ["for an address that cannot be read", { url: "/%ff" }, 400],
    ["that sends something to a file", { method: "POST", url: "/assets/site.css" }, 405],
    ["of more than a megabyte", form({ "content-length": "1000001" }), 413],
    ["from another site", form({ origin: "https://evil.example" }), 403],
    ["from another port", form({ origin: "http://portal.example:8080" }), 403],
    ["from a site whose name begins like ours", form({ origin: "http://portal.example.evil.example" }), 403],
    ["from a hidden origin", form({ origin: "null" }), 403],
    ["from an origin that is none", form({ origin: "portal.example" }), 403],
    ["for an action whose name is none", form({ "next-action": "__proto__" }), 400],
    ["for an action whose name is too short", form({ "next-action": "0".repeat(39) }), 400],
    ["not: a page", {}, null],
    ["not: a page with an origin", { headers: { origin: "https://evil.example" } }, null],
    ["not: a form of ours", form({ origin: "http://portal.example", "next-action": action }), null],
    ["not: a form of ours over TLS", form({ origin: "https://portal.example" }), null],
    [
      "not: a form of ours at a host in capitals",
      form({ origin: "https://portal.example", host: "Portal.Example:443" }),
      null,
    ],
    [
      "not: a form of ours behind proxies",
      form({ origin: "https://a.example", "x-forwarded-host": "a.example, b" }),
      null,
    ],
    ["not: a form without an origin, such as a mail program's", form({}), null],
    [
      "that another site sends to where providers send people back",
      form({ origin: "https://id.example" }, "/api/auth/callback/oidc"),
      403,
    ],
  ])("%s", (_name, sent, status) => {
    expect(whyRefused(requestOf(sent))?.status ?? null).toBe(status);
  });

  it("with so many headers that some may be lost", () => {
    const request = requestOf({});
    request.rawHeaders = Array.from({ length: 2 * mostHeaders }, () => "x");
    expect(whyRefused(request)?.status).toBe(431);
  });
});

describe("a form", () => {
  const sized = (url: string, megabytes: number) =>
    whyRefused(requestOf({ method: "POST", url, headers: { "content-length": String(megabytes * 1_000_000) } }))
      ?.status;

  it("may be large where files are attached, and nowhere else", () => {
    expect(sized("/conduct/report", 44)).toBeUndefined();
    expect(sized("/conduct/report", 46)).toBe(413);
    for (const url of ["/account", "/conductor", "/?/conduct/"]) expect(sized(url, 2), url).toBe(413);
  });
});

describe("the log names a path", () => {
  it.each([
    ["/handbook/team", "/handbook/team"],
    ["/", "/"],
    ["/search?q=Alice", "/search"],
    ["/handbook#x", "/handbook"],
    ["/calendar/private/s3cret.ics", "/calendar/private/…"],
    ["/calendar/private/s3cret/more", "/calendar/private/…"],
    ["/conduct/receipt/WORD-word-9", "/conduct/receipt/…"],
    ["/conduct/receipt", "/conduct/receipt"],
    ["/unsubscribe/abc?topic=x", "/unsubscribe/…"],
    [`/handbook/${"x".repeat(41)}/y`, "/handbook/…/y"],
    ["/account/0b9c2f6e-8a53-4c51-9c0e-4f2a4a1f9d11", "/account/…"],
    ["/people/alice@example.org", "/people/…"],
    ["/people/alice%40example.org", "/people/…"],
    ["/from/203.0.113.7", "/from/…"],
  ])("%s as %s", (url, route) => {
    expect(routeOf(url)).toBe(route);
  });

  it("and never a long one", () => {
    expect(routeOf("/a".repeat(10_000)).length).toBeLessThanOrEqual(200);
  });

  it("but not for files and questions of a supervisor", () => {
    for (const url of ["/assets/site.css", "/_next/static/x.js", "/healthz", "/readyz?x", "/metrics"])
      expect(isQuiet(url), url).toBe(true);
    for (const url of ["/", "/healthz/x", "/assets", "/handbook"]) expect(isQuiet(url), url).toBe(false);
  });
});

describe("an answer is counted", () => {
  it.each([
    ["/handbook", { "content-type": "text/html; charset=utf-8" }, "document"],
    ["/settings", { "content-type": "text/html", "content-security-policy": "script-src 'nonce-x'" }, "room"],
    ["/settings", { "content-type": "text/x-component" }, "room"],
    ["/feed.xml", { "content-type": "application/atom+xml" }, "file"],
    ["/media/a.png", { "content-type": "image/png" }, "file"],
    ["/api/auth/session", { "content-type": "application/json" }, "api"],
    ["/readyz?x", { "content-type": "text/plain" }, "api"],
  ])("%s with %o as a %s", (url, headers: Record<string, string | undefined>, kind) => {
    expect(kindOf(url, (name) => headers[name] ?? "")).toBe(kind);
  });
});
