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

  it("leaves prototypes alone", () => {
    read("name: A\n__proto__:\n  polluted: true\n");
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
