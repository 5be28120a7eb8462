import { describe, expect, it } from "vitest";
import { viewerOfTier } from "@/lib/auth/test-viewers";
import { answerText } from "./answer-text";

const { public: guest, member } = viewerOfTier;
const ask = (headers: Record<string, string> = {}) => new Request("http://portal.example/feed.xml", { headers });

describe("answerText", () => {
  it("answers with the text, its type and an ETag that stands for its content", async () => {
    const response = answerText(ask(), guest, "text é", "text/plain");
    expect(await response.text()).toBe("text é");
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    const etagOf = (text: string) => answerText(ask(), guest, text, "text/plain").headers.get("etag");
    expect(etagOf("a")).toBe(etagOf("a"));
    expect(etagOf("a")).not.toBe(etagOf("b"));
  });

  it("answers 304 to a reader who has it", async () => {
    const etag = answerText(ask(), guest, "text", "text/plain").headers.get("etag") ?? "";
    const again = answerText(ask({ "if-none-match": etag }), guest, "text", "text/plain");
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("keeps what was made for somebody signed in out of every cache", () => {
    expect(answerText(ask(), guest, "text", "text/plain").headers.get("cache-control")).toBe(
      "public, max-age=0, must-revalidate",
    );
    expect(answerText(ask(), member, "text", "text/plain").headers.get("cache-control")).toBe("private, no-store");
    expect(answerText(ask(), guest, "text", "text/plain").headers.get("vary")).toBe("Cookie");
  });
});
