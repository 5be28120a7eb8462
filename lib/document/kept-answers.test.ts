import { createElement } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { answerDocument, type DocumentAnswer } from "./answer";
import { documentCache } from "./document-cache";
import { answerKept } from "./kept-answers";

let version = "1";
let visits = 0;
const answer = (about: Partial<DocumentAnswer> = {}): DocumentAnswer => ({
  key: `/page ${visits}`,
  version: { before: version, now: () => version },
  tier: "public",
  inlineStyles: [],
  render: () => Promise.resolve({ element: createElement("html", null, createElement("body", null, `v${version}`)) }),
  ...about,
});

/** Answers once the long way, as Next does, and returns the headers of a second reader of the same address. */
async function visit(about: Partial<DocumentAnswer> = {}, cookie?: string): Promise<{ url: string }> {
  const url = `/page-${visits}`;
  const headers = { "x-portal-address": url, "accept-encoding": "gzip", ...(cookie === undefined ? {} : { cookie }) };
  await answerDocument(new Request(`http://portal.example${url}`, { headers }), answer(about));
  return { url };
}
const get = (url: string, headers: Record<string, string> = {}, method = "GET") => answerKept({ method, url, headers });

beforeEach(() => {
  version = "1";
  visits += 1;
  documentCache.clear();
});

describe("a kept answer", () => {
  it("is the same as the first one, with every security header", async () => {
    const { url } = await visit();
    const kept = get(url, { "accept-encoding": "gzip" });
    expect(kept).toMatchObject({
      status: 200,
      headers: {
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Content-Encoding": "gzip",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        ETag: expect.stringMatching(/^"[\w-]{22}-gzip"$/),
      },
    });
    expect(kept?.headers["Content-Length"]).toBe(String(kept?.body?.length));
    expect(kept?.headers["Content-Security-Policy"]).toContain("default-src 'none'");
  });

  it("asks for TLS from then on when the reader came by TLS, and only then", async () => {
    const { url } = await visit();
    expect(get(url, { "x-forwarded-proto": "https" })?.headers).toHaveProperty("Strict-Transport-Security");
    expect(get(url)?.headers).not.toHaveProperty("Strict-Transport-Security");
  });

  it("is 304 for a reader who has it, and empty for HEAD", async () => {
    const { url } = await visit();
    const etag = get(url, { "accept-encoding": "br" })?.headers.ETag ?? "";
    expect(get(url, { "accept-encoding": "br", "if-none-match": etag })).toMatchObject({ status: 304, body: null });
    expect(get(url, { "accept-encoding": "gzip", "if-none-match": etag })?.status).toBe(200);
    expect(get(url, {}, "HEAD")).toMatchObject({ status: 200, body: null });
  });

  it("is never given after the content changed, or when its time is over", async () => {
    const { url } = await visit();
    version = "2";
    expect(get(url)).toBeNull();
    visits += 1;
    expect(get((await visit({ expiresAt: new Date(Date.now() - 1) })).url)).toBeNull();
  });

  it.each([
    ["a session", { cookie: "portal-session=abc" }],
    ["a session from before or after the portal got its TLS", { cookie: "__Host-portal-session=abc" }],
    ["a session beside other cookies", { cookie: "_ga=1; portal-preferences=;portal-session=abc" }],
    ["a session without a value", { cookie: "portal-session" }],
    ["an authorization", { authorization: "Bearer abc" }],
    ["other preferences", { cookie: "portal-preferences=theme%3Ddark" }],
    ["a request of the framework", { rsc: "1" }],
  ])("is never given to a reader with %s", async (_, headers) => {
    expect(get((await visit()).url, headers)).toBeNull();
  });

  it("is not made from the answer to somebody", async () => {
    // Over, so that its reader is a guest; another one may just have begun.
    const { url } = await visit({}, "portal-session=abc");
    expect(get(url)).toBeNull();
    expect(get(url, { cookie: "portal-session=abc" })).toBeNull();
  });

  it("is given to guests whatever cookies of others they bring", async () => {
    const cookie = "_ga=GA1.2; next-auth.session-token=abc; my-portal-session=x; portal-preferences-old=theme%3Ddark";
    const { url } = await visit({}, cookie);
    expect(get(url)?.headers.Vary).toBe("Accept-Encoding, Cookie");
    expect(get((await visit()).url, { cookie })?.status).toBe(200);
  });

  it("belongs to the preferences it was made for", async () => {
    const cookie = "portal-preferences=theme%3Ddark";
    const { url } = await visit({ isPersonal: true }, cookie);
    expect(get(url, { cookie })?.headers["Cache-Control"]).toBe("private, max-age=0, must-revalidate");
    expect(get(url, { cookie: `_ga=1; ${cookie}` })?.status).toBe(200);
    expect(get(url)).toBeNull();
  });

  it("follows the first of two preferences, as the document does", async () => {
    const { url } = await visit(
      { isPersonal: true },
      "portal-preferences=theme%3Ddark; portal-preferences=theme%3Dlight",
    );
    expect(get(url, { cookie: "portal-preferences=theme%3Ddark" })?.status).toBe(200);
    expect(get(url, { cookie: "portal-preferences=theme%3Dlight" })).toBeNull();
  });

  it.each([
    ["made for a member", { tier: "member" as const }],
    ["made for the team", { tier: "team" as const }],
    ["never kept", { key: null }],
    ["a failure", { render: () => Promise.resolve({ element: createElement("html"), status: 404 }) }],
  ])("is not made of a document that is %s", async (_, about) => {
    expect(get((await visit(about)).url)).toBeNull();
  });

  it("is for reading only", async () => {
    const { url } = await visit();
    expect(get(url, {}, "POST")).toBeNull();
    expect(get(`${url}?${"x".repeat(600)}`)).toBeNull();
  });
});
