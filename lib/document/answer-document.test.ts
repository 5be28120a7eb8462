import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { createElement } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { answerDocument, type DocumentAnswer } from "./answer";
import { documentCache } from "./document-cache";
import { renderDocument } from "./render-document";

const page = (text: string) => createElement("html", { lang: "en" }, createElement("body", null, text.repeat(200)));
const given = (about: Partial<DocumentAnswer> = {}): DocumentAnswer => ({
  ...{
    key: "/a",
    version: { before: "1", now: () => "1" },
    tier: "public",
    inlineStyles: [],
    render: () => Promise.resolve({ element: page("Hello. ") }),
  },
  ...about,
});
const ask = (headers: Record<string, string> = {}) => new Request("http://portal.example/a", { headers });
/** A request as it arrives from the portal's own server, which does the encoding. */
const askEncoded = (accept: string, headers: Record<string, string> = {}) =>
  ask({ ...headers, "x-portal-address": "/a", "accept-encoding": accept });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

beforeEach(() => documentCache.clear());

describe("renderDocument", () => {
  it("waits for everything asynchronous, and adds no script", async () => {
    const Slow = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return createElement("p", null, "at last");
    };
    const html = await renderDocument(createElement("html", null, createElement("body", null, createElement(Slow))));
    expect(html).toBe("<!DOCTYPE html><html><head></head><body><p>at last</p></body></html>");
  });

  it("fails as a whole when a part of the document fails", async () => {
    const Broken = () => {
      throw new Error("A defect.");
    };
    await expect(renderDocument(createElement("html", null, createElement(Broken)))).rejects.toThrow("A defect.");
  });
});

describe("answerDocument", () => {
  it("gives the same document in every encoding, each with an ETag of its own", async () => {
    const [plain, zipped, brotli] = [
      await answerDocument(ask(), given()),
      await answerDocument(askEncoded("gzip"), given()),
      await answerDocument(askEncoded("br, gzip"), given()),
    ];
    const text = await plain.text();
    expect(text).toContain("Hello. Hello.");
    expect(gunzipSync(await bytesOf(zipped)).toString()).toBe(text);
    expect(brotliDecompressSync(await bytesOf(brotli)).toString()).toBe(text);
    expect([plain, zipped, brotli].map(({ headers }) => headers.get("x-document-encoding"))).toEqual([
      null,
      "gzip",
      "br",
    ]);
    expect(new Set([plain, zipped, brotli].map(({ headers }) => headers.get("etag"))).size).toBe(3);
  });

  it("never encodes for a server that would not say so to the reader", async () => {
    const response = await answerDocument(ask({ "accept-encoding": "br" }), given());
    expect(response.headers.get("x-document-encoding")).toBeNull();
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it("answers 304 without a body to a reader who has it, in that encoding only", async () => {
    const first = await answerDocument(askEncoded("gzip"), given());
    const etag = first.headers.get("etag") ?? "";
    const again = await answerDocument(askEncoded("gzip", { "if-none-match": `W/"old", ${etag}` }), given());
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await answerDocument(askEncoded("br", { "if-none-match": etag }), given())).status).toBe(200);
  });

  it("sends a strict policy that names the inline styles by their hash", async () => {
    const { headers } = await answerDocument(ask(), given({ inlineStyles: ["a{}"] }));
    const policy = headers.get("content-security-policy");
    expect(policy).toMatch(/style-src 'self' 'sha256-[A-Za-z0-9+/]+='/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
  });

  it.each<[string, Partial<DocumentAnswer>, string]>([
    ["what a guest reads", {}, "public, max-age=0, must-revalidate"],
    ["what a guest reads in their preferences", { isPersonal: true }, "private, max-age=0, must-revalidate"],
    ["what a member reads", { tier: "member" }, "private, no-store"],
    ["what somebody of the team reads", { tier: "team" }, "private, no-store"],
    ["an error", { render: () => Promise.resolve({ element: page("No."), status: 500 }) }, "private, no-store"],
  ])("tells caches what they may do with %s", async (_, about, expected) => {
    const { headers } = await answerDocument(ask(), given(about));
    expect(headers.get("cache-control")).toBe(expected);
    expect(headers.get("vary")).toMatch(/Cookie/);
  });

  it("gives an error its status, and no 304", async () => {
    const broken = given({ render: () => Promise.resolve({ element: page("No."), status: 404 }) });
    const first = await answerDocument(ask(), broken);
    expect(first.status).toBe(404);
    const again = await answerDocument(ask({ "if-none-match": first.headers.get("etag") ?? "" }), broken);
    expect(again.status).toBe(404);
  });
});

describe("the documents that are kept", () => {
  const counted = (about: Partial<DocumentAnswer> = {}) => {
    const render = vi.fn(() => Promise.resolve({ element: page("Counted. ") }));
    return { render, answer: given({ render, ...about }) };
  };

  it("are rendered once for a hundred readers at the same time, and not again after", async () => {
    const { render, answer } = counted();
    const texts = await Promise.all(
      Array.from({ length: 100 }, async () => (await answerDocument(ask(), answer)).text()),
    );
    await answerDocument(ask(), answer);
    expect(new Set(texts).size).toBe(1);
    expect(render).toHaveBeenCalledTimes(1);
  });

  it("are rendered again when their version changed, and readers during that get the new one", async () => {
    const before = counted({ version: { before: "1", now: () => "1" } });
    const after = counted({ version: { before: "2", now: () => "2" } });
    await answerDocument(ask(), before.answer);
    await Promise.all([answerDocument(ask(), after.answer), answerDocument(ask(), after.answer)]);
    expect([before.render.mock.calls.length, after.render.mock.calls.length]).toEqual([1, 1]);
  });

  it("are rendered again when their time is over", async () => {
    const { render, answer } = counted({ expiresAt: new Date(Date.now() - 1) });
    await answerDocument(ask(), answer);
    await answerDocument(ask(), answer);
    expect(render).toHaveBeenCalledTimes(2);
    const later = counted({ key: "/later", expiresAt: new Date(Date.now() + 600_000) });
    await answerDocument(ask(), later.answer);
    await answerDocument(ask(), later.answer);
    expect(later.render).toHaveBeenCalledTimes(1);
  });

  it("are never shared between tiers or addresses", async () => {
    const secret = given({ tier: "team", render: () => Promise.resolve({ element: page("Secret. ") }) });
    await answerDocument(ask(), secret);
    expect(await (await answerDocument(ask(), given())).text()).not.toContain("Secret");
    const other = given({ key: "/b", render: () => Promise.resolve({ element: page("Other. ") }) });
    expect(await (await answerDocument(ask(), other)).text()).toContain("Other");
  });

  it("do not include those without a key", async () => {
    const { render, answer } = counted({ key: null });
    await answerDocument(ask(), answer);
    await answerDocument(ask(), answer);
    expect(render).toHaveBeenCalledTimes(2);
    expect(documentCache.size).toBe(0);
  });

  it("do not include a failure: the next reader tries again", async () => {
    const render = vi
      .fn()
      .mockRejectedValueOnce(new Error("A defect."))
      .mockResolvedValue({ element: page("Well. ") });
    await expect(answerDocument(ask(), given({ render }))).rejects.toThrow("A defect.");
    expect((await answerDocument(ask(), given({ render }))).status).toBe(200);
  });
});
