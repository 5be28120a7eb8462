import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readYaml } from "./yaml";

const schema = z.strictObject({
  name: z.string(),
  kind: z.enum(["a", "b"]).optional(),
  list: z.array(z.strictObject({ key: z.string() })).optional(),
});
const read = (text: string, linesBefore?: number) => readYaml(text, schema, { file: "data/a.yaml", linesBefore });

describe("readYaml", () => {
  it("returns the value when all is right", () => {
    expect(read("name: A\nlist:\n  - key: b\n")).toEqual({ value: { name: "A", list: [{ key: "b" }] }, problems: [] });
  });

  it.each([
    ["a wrong value", "name: A\nkind: c\n", 2, 7],
    ["a value deep in a list", "name: A\nlist:\n  - key: a\n  - key: 1\n", 4, 10],
    ["a missing field, at what misses it", "name: A\nlist:\n  - key: a\n  - {}\n", 4, 5],
    ["a field missing at the top", "kind: a\n", 1, null],
    ["broken YAML", "name: A\nlist: [\n", 3, 1],
    ["a tab for indentation", "name: A\nlist:\n\t- key: a\n", 3, 1],
  ])("points at %s", (_, text, line, column) => {
    const { value, problems } = read(text);
    expect(value).toBeNull();
    expect(problems[0]).toMatchObject({ file: "data/a.yaml", line, column });
  });

  it("counts the lines that stand before it in the file", () => {
    expect(read("name: A\nkind: c\n", 10).problems[0]?.line).toBe(12);
  });

  it("says what was possible", () => {
    expect(read("name: A\nkind: c\n").problems[0]?.expected).toBe("a, b");
  });

  it.each([
    "",
    "# nothing but a comment\n",
    "null\n",
    "text\n",
    "- list\n",
    "42\n",
    "\u0000",
    "%",
    "&a *a",
    "!!js/function 'a'",
  ])("answers %j with problems, and never throws", (text) => {
    const { value, problems } = read(text);
    expect(value).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });

  it("refuses a text that grows without end when it is read", () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level}: &a${level} [${level === 0 ? "x" : `*a${level - 1}, *a${level - 1}, *a${level - 1}`}]`,
    );
    const started = performance.now();
    expect(read(`${levels.join("\n")}\n`).value).toBeNull();
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.each([
    ["opened brackets", "[".repeat(20_000)],
    ["closed brackets", `name: ${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["braces", "{a: ".repeat(20_000)],
    ["lists within lists on one line", `${"- ".repeat(20_000)}a`],
    ["explicit keys", `${"? ".repeat(20_000)}a`],
    ["indentation", Array.from({ length: 300 }, (_, level) => `${" ".repeat(level)}a:\n`).join("")],
    ["brackets over many lines", "[\n".repeat(20_000)],
  ])("refuses a text that nests too deeply, without parsing it: %s", (_, text) => {
    const started = performance.now();
    const { value, problems } = read(text);
    expect(value).toBeNull();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain("nests deeper");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it("counts brackets only where they open something", () => {
    const brackets = "[".repeat(200);
    const text = `name: "${brackets}" # ${brackets}\nlist:\n  - key: a${brackets}\n  - key: |\n      [\n      [\n`;
    expect(read(text).problems).toEqual([]);
  });

  it("accepts ordinary depth, and as many entries as there are", () => {
    const deep = z.looseObject({});
    const text = Array.from({ length: 40 }, (_, level) => `${" ".repeat(level)}a:\n`).join("");
    expect(readYaml(text, deep, { file: "a" }).problems).toEqual([]);
    const long = `list:\n${"  - key: a\n".repeat(5_000)}name: A\n`;
    expect(read(long).problems).toEqual([]);
  });

  it("refuses a text that is too long, with the limit", () => {
    expect(read(`name: ${"a".repeat(1_000_001)}`).problems[0]?.message).toContain("1000000");
    const limited = readYaml("name: abc", schema, { file: "a", linesBefore: 1, maxLength: 5 });
    expect(limited).toMatchObject({ value: null, problems: [{ line: 2, message: expect.stringContaining("5") }] });
  });

  it("names the line on which the nesting is too deep", () => {
    expect(read(`name: A\nlist:\n  ${"[".repeat(60)}\n`, 10).problems[0]?.line).toBe(13);
  });

  it("survives a long chain of aliases", () => {
    const chain = Array.from({ length: 1_300 }, (_, at) => `a${at}: &a${at} [${at === 0 ? "x" : `*a${at - 1}`}]\n`);
    expect(read(chain.join("")).value).toBeNull();
  });

  it("leaves prototypes alone", () => {
    read("name: A\n__proto__:\n  polluted: true\n");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
