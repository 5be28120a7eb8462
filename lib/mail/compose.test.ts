import { describe, expect, it } from "vitest";
import { compose } from "./compose";
import { isLink } from "./link";
import type { Mail } from "./queue";

const frame = { siteName: "Handbook & friends", origin: "https://portal.example" };
const mail = (parts: Partial<Mail>): Mail => ({
  to: { name: "Ada", address: "ada@example.org" },
  subject: "Hello",
  paragraphs: [],
  ...parts,
});

describe("a composed mail", () => {
  it("says the same in text and in HTML, with each link in full in the text", () => {
    const { text, html } = compose(
      mail({ paragraphs: ["Hello Ada,", { label: "Sign in", href: "https://portal.example/a?b=1&c=2" }, "Bye"] }),
      frame,
    );
    expect(text).toBe(
      "Hello Ada,\n\nSign in:\nhttps://portal.example/a?b=1&c=2\n\nBye\n\n-- \nHandbook & friends\nhttps://portal.example\n",
    );
    expect(html).toContain(`<a href="https://portal.example/a?b=1&amp;c=2"`);
    expect(html).toContain(">Sign in</a>");
    expect(html).toContain("Handbook &amp; friends");
  });

  it("shows what people wrote as text, whatever it looks like", () => {
    const hostile = `<img src=x onerror="alert('1')"> & </p>`;
    const link = { label: hostile, href: `https://portal.example/?'onmouseover='x` };
    const { html } = compose(mail({ subject: hostile, paragraphs: [hostile, link] }), { ...frame, siteName: hostile });
    expect(html).not.toMatch(/<img|onerror="|'onmouseover|<\/p>\s*<\/p>/);
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; &lt;/p&gt;");
  });

  it("loads nothing from anywhere and sets no colour that a dark reader could not change", () => {
    const { html } = compose(mail({ paragraphs: ["Hello"], unsubscribe: "https://portal.example/stop" }), frame);
    expect(html).not.toMatch(/<(img|link|script|style|iframe)|url\(|color:\s*#|background/);
    expect(html).toContain(`<meta name="color-scheme" content="light dark">`);
  });

  it("keeps line breaks of a paragraph, and leaves out control characters", () => {
    const { text, html } = compose(mail({ paragraphs: ["one\r\ntwo\rthree\u2028four\0\u0007\u001b[31m"] }), frame);
    expect(text).toMatch(/^one\ntwo\nthree\nfour\[31m\n/);
    expect(html).toContain("one<br>two<br>three<br>four[31m");
  });

  it("leaves every paragraph its own direction, and emoji whole", () => {
    const { text, html } = compose(mail({ subject: "👩‍👩‍👧‍👦 שלום", paragraphs: ["مرحبا 👩‍💻"] }), frame);
    expect(html).toContain(`<p dir="auto">مرحبا 👩‍💻</p>`);
    expect(html).toContain("<title>👩‍👩‍👧‍👦 שלום</title>");
    expect(text).toContain("مرحبا 👩‍💻");
  });

  it("offers a way to get no more of its sort, where there is one", () => {
    const stop = "https://portal.example/stop/1";
    expect(compose(mail({}), frame).text).not.toContain("no more");
    const { text, html } = compose(mail({ unsubscribe: stop }), frame);
    expect(text).toContain(`no more mails of this sort: ${stop}`);
    expect(html).toContain(`<a href="${stop}">`);
  });

  it.each([
    ["a\r\nBcc: eve@example.org", "a Bcc: eve@example.org"],
    ["a\u2028b\u0000c\t\td", "a b c d"],
    ["\u202Egro.elpmaxe\u202C", "gro.elpmaxe"],
    ["half of a pair \uD83D", "half of a pair \uFFFD"],
    ["x".repeat(300), `${"x".repeat(199)}…`],
    ["👩".repeat(201), `${"👩".repeat(199)}…`],
  ])("has a subject of one plain line: %j", (subject, expected) => {
    expect(compose(mail({ subject }), frame).subject).toBe(expected);
  });
});

describe("a link of a mail", () => {
  it.each([
    ["https://portal.example/a", true],
    ["http://localhost:3000/", true],
    ["mailto:team@example.org", true],
    ["javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["/relative", false],
    ["//portal.example", false],
    ["https://portal.example/ b", false],
    ["https://portal.example/\nBcc: x", false],
    ["https://portal.example/>", false],
    ["https://", false],
  ])("%j may be one: %s", (address, expected) => {
    expect(isLink(address)).toBe(expected);
  });
});
