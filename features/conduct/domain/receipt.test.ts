import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isLastFour, isToken, lastFour, newToken, printSecret, readLocator, readSecret, receiptOf } from "./receipt";

const token = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA";
const { locator, secret } = receiptOf(token);
const { code, words } = printSecret(secret);
const list = words.split(" ");
const many = Array.from({ length: 500 }, (_, i) => createHash("sha256").update(`${i}`).digest("base64url"));

describe("a receipt", () => {
  it("that was printed once is derived, and printed, the same way by every later version", () => {
    expect({ locator, code, words }).toMatchInlineSnapshot(`
      {
        "code": "AYT1G-4X5FN-JNTT8-CK1WF",
        "locator": "NHEHAZ",
        "words": "fish patch agent enough stone push picnic narrow jump slogan",
      }
    `);
  });

  it("of a form that is sent twice is the same, and of another form another", () => {
    expect(receiptOf(token)).toEqual({ locator, secret });
    expect(new Set(many.map((each) => receiptOf(each).locator)).size).toBeGreaterThan(495);
    expect(new Set(many.map((each) => printSecret(receiptOf(each).secret).code)).size).toBe(500);
  });

  it("gets another locator with another attempt, and keeps its secret", () => {
    const next = receiptOf(token, 1);
    expect(next.locator).not.toBe(locator);
    expect(next.secret).toEqual(secret);
  });

  it("has a locator of six characters and a code of four groups of five, none of them easily misread", () => {
    for (const each of many) {
      const receipt = receiptOf(each);
      expect(receipt.locator).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
      expect(printSecret(receipt.secret).code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    }
  });

  it.each(["", token.slice(1), `${token}A`, `${token.slice(0, -1)}B`, `${token.slice(0, -1)}+`])(
    "is not derived from %j, which is no token",
    (text) => {
      expect(isToken(text)).toBe(false);
      expect(() => receiptOf(text)).toThrow("whole token");
    },
  );

  it("is derived from the tokens that new forms get", () => {
    expect(isToken(newToken())).toBe(true);
    expect(newToken()).not.toBe(newToken());
  });
});

describe("a secret that is typed again", () => {
  it("is the one that was printed, from its code and from its words", () => {
    for (const each of many) {
      const made = receiptOf(each).secret;
      const printed = printSecret(made);
      expect(readSecret(printed.code)).toEqual(made);
      expect(readSecret(printed.words)).toEqual(made);
    }
  });

  it.each([
    ["in small letters", code.toLowerCase()],
    ["without hyphens", code.replaceAll("-", "")],
    ["with spaces and a line break", ` ${code.replaceAll("-", " \n")} `],
    ["with the dashes of a word processor", code.replaceAll("-", " – ")],
    ["in full-width characters", code.replace(/[0-9A-Z]/g, (c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0))],
    ["with invisible characters", code.split("").join("\u200b")],
  ])("as a code %s is understood", (_, typed) => {
    expect(readSecret(typed)).toEqual(secret);
  });

  it("as a code with O, I or L is understood as 0 and 1", () => {
    const withBoth = many.map((each) => receiptOf(each).secret).find((each) => /0.*1/.test(printSecret(each).code))!;
    const printed = printSecret(withBoth).code;
    expect(readSecret(printed.replaceAll("0", "O").replaceAll("1", "l"))).toEqual(withBoth);
    expect(readSecret(printed.replaceAll("0", "o").replaceAll("1", "I"))).toEqual(withBoth);
  });

  it.each([
    ["in capitals", words.toUpperCase()],
    ["with hyphens", list.join("-")],
    ["with commas and line breaks", list.join(",\n")],
    ["by their first four letters", list.map((word) => word.slice(0, 4)).join(" ")],
    ["with an invisible character in one", `${words.slice(0, 2)}\u00ad${words.slice(2)}`],
  ])("as words %s is understood", (_, typed) => {
    expect(readSecret(typed)).toEqual(secret);
  });

  it("with one word exchanged for another is told, nearly always", () => {
    const others = ["abandon", "ability", "zoo", "winter", "lemon", "orbit"].filter((word) => !list.includes(word));
    const typed = list.flatMap((_, at) => others.map((other) => list.with(at, other).join(" ")));
    const told = typed.filter((each) => !(readSecret(each) instanceof Uint8Array));
    expect(told.length).toBeGreaterThanOrEqual(typed.length - 1);
    expect(readSecret(told[0]!)).toEqual({ problem: expect.stringContaining("do not belong together") });
  });

  it.each([
    ["nothing", " - ", "Type the code or the ten words of your receipt."],
    ["a misspelled word", list.with(3, "abandom").join(" "), "Word 4 is not one"],
    ["a beginning of three letters", list.with(0, "aba").join(" "), "Word 1 is not one"],
    ["nine words", list.slice(1).join(" "), "These are 9 words."],
    ["a code cut short", code.slice(0, -1), "These are 19 characters."],
    ["a code with a letter too many", `${code}7`, "These are 21 characters."],
    ["a code with a U", `U${code.slice(1)}`, "One of these characters is in no code."],
  ])("as %s is answered with what is wrong, and without what was typed", (_, typed, problem) => {
    const read = readSecret(typed);
    expect(read).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe("what is typed to show that a receipt was kept", () => {
  it("are the last four characters of the code, in any case and with letters for the digits they look like", () => {
    expect(code.endsWith(lastFour(secret))).toBe(true);
    expect(isLastFour(secret, ` ${lastFour(secret).toLowerCase()}`)).toBe(true);
    const zero = many.map((each) => receiptOf(each).secret).find((each) => lastFour(each).includes("0"))!;
    expect(isLastFour(zero, lastFour(zero).replaceAll("0", "o"))).toBe(true);
  });

  it.each(["", "AAAA", code, code.slice(-3), code.slice(0, 4)])("is not %j", (typed) => {
    expect(isLastFour(secret, typed)).toBe(false);
  });
});

describe("a locator that is typed again", () => {
  it("is understood in any case and with anything between its characters", () => {
    expect(readLocator(` ${locator.slice(0, 3).toLowerCase()} - ${locator.slice(3)}`)).toBe(locator);
    expect(readLocator("oil oil")).toBe("011011");
  });

  it.each(["", "ABC", "ABCDEFG", "ABCDEU", "......"])("is not %j", (typed) => {
    expect(readLocator(typed)).toBeNull();
  });
});
