import { expect, test, type Page } from "./test";
import { attributeOf, elementsOf } from "./html";
import { ask, decoded } from "./raw-request";
import { waitUntilSettled, watchPage } from "./watching";

const kibibyte = 1024;
const documents = [
  { name: "the hub", path: "/", status: 200 },
  { name: "the handbook", path: "/handbook", status: 200 },
  { name: "a long page", path: "/handbook/guide/components", status: 200 },
  { name: "the channels", path: "/handbook/contact/channels", status: 200 },
  { name: "search results", path: "/search?q=pairing", status: 200 },
  { name: "all pages", path: "/pages", status: 200 },
  { name: "a missing page", path: "/handbook/no-such-page", status: 404 },
];

function directivesOf(policy: string): Map<string, string> {
  return new Map(
    policy.split(";").map((part) => [part.trim().split(" ")[0] ?? "", part.trim().split(" ").slice(1).join(" ")]),
  );
}

async function measureTransfers(page: Page, path: string): Promise<Record<"js" | "css" | "woff2", number>> {
  const sizes = { js: 0, css: 0, woff2: 0 };
  const waiting: Promise<void>[] = [];
  page.on("requestfinished", (request) => {
    const kind = (["js", "css", "woff2"] as const).find((end) => new URL(request.url()).pathname.endsWith(`.${end}`));
    if (kind !== undefined)
      waiting.push(request.sizes().then(({ responseBodySize }) => void (sizes[kind] += responseBodySize)));
  });
  await page.goto(path, { waitUntil: "networkidle" });
  await Promise.all(waiting);
  return sizes;
}

for (const { name, path, status } of documents) {
  test.describe(`${name} (${path})`, () => {
    test("is whole HTML without a framework's script or an inline one", async ({ request }) => {
      const answer = await request.get(path);
      const html = await answer.text();
      expect(answer.status()).toBe(status);
      expect(answer.headers()["content-type"]).toBe("text/html; charset=utf-8");
      expect(html).toMatch(/^<!DOCTYPE html>/i);
      expect(html).not.toContain("/_next/");
      const elements = elementsOf(html);
      const scripts = elements.filter(({ tagName }) => tagName === "script");
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) {
        const source = attributeOf(script, "src");
        if (source === "") expect(attributeOf(script, "type")).toBe("application/ld+json");
        else expect(source).toMatch(/^\/assets\/[\w.-]+\.js$/);
      }
      for (const { properties } of elements) {
        expect(Object.keys(properties).filter((key) => key === "style" || /^on[A-Z]/.test(key))).toEqual([]);
      }
    });

    test("carries a strict policy and the headers that protect its readers", async ({ request }) => {
      const headers = (await request.get(path)).headers();
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).not.toContain("unsafe-");
      expect(policy).not.toMatch(/\*|\bhttp:/);
      const directives = directivesOf(policy);
      expect(directives.get("default-src")).toBe("'none'");
      expect(directives.get("script-src")).toBe("'self'");
      expect(directives.get("style-src")).toMatch(/^'self'( 'sha256-[\w+/=]+')?$/);
      for (const directive of ["base-uri", "frame-ancestors"]) expect(directives.get(directive)).toBe("'none'");
      expect(directives.get("form-action")).toBe("'self'");
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "referrer-policy": "strict-origin-when-cross-origin",
      });
      expect(headers["permissions-policy"]).toContain("camera=()");
      expect(headers).not.toHaveProperty("x-powered-by");
      expect(headers).not.toHaveProperty("x-document-encoding");
    });

    test("is shown without a complaint, without another origin and without moving", async ({ page, origin }) => {
      const complaints = await watchPage(page, origin);
      await page.goto(path, { waitUntil: "networkidle" });
      await waitUntilSettled(page);
      expect(await complaints()).toEqual({ console: [], policy: [], elsewhere: [] });
      expect(await page.evaluate(() => window.layoutShifts)).toEqual([]);
    });

    test("stays within its weight", async ({ page }) => {
      const { js, css, woff2 } = await measureTransfers(page, path);
      expect(js).toBeGreaterThan(0);
      expect(js).toBeLessThanOrEqual(10 * kibibyte);
      expect(css).toBeGreaterThan(0);
      expect(css).toBeLessThanOrEqual(15 * kibibyte);
      expect(woff2).toBeLessThanOrEqual(80 * kibibyte);
    });

    test("has the same bytes in every encoding, and answers HEAD and revalidation", async ({ origin }) => {
      const encodings = ["identity", "gzip", "br"];
      const answers = await Promise.all(
        encodings.map((encoding) => ask(origin, path, { headers: { "accept-encoding": encoding } })),
      );
      const [plain] = answers;
      for (const [position, answer] of answers.entries()) {
        const encoding = encodings[position] ?? "";
        expect(answer.status).toBe(status);
        expect(answer.headers["content-encoding"] ?? "identity").toBe(encoding);
        expect(answer.headers.vary).toMatch(/accept-encoding/i);
        expect(decoded(answer).equals(plain?.body ?? Buffer.alloc(0))).toBe(true);
        const etag = answer.headers.etag ?? "";
        expect(etag).toMatch(/^"[^"]+"$/);
        const again = await ask(origin, path, { headers: { "accept-encoding": encoding, "if-none-match": etag } });
        expect(again.status).toBe(status === 200 ? 304 : status);
        if (status === 200) expect(again.body).toHaveLength(0);
        const head = await ask(origin, path, { method: "HEAD", headers: { "accept-encoding": encoding } });
        expect(head.status).toBe(status);
        expect(head.body).toHaveLength(0);
        expect(head.headers.etag).toBe(etag);
        expect(head.headers["content-type"]).toBe(answer.headers["content-type"]);
      }
      expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(encodings.length);
    });
  });
}
