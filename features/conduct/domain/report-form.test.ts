import { describe, expect, it } from "vitest";
import { newToken } from "./receipt";
import {
  checkStep,
  contentSections,
  fieldsOfStep,
  prefillFrom,
  reportContent,
  reportContentSchema,
  reportForm,
  sealedIdentity,
  steps,
} from "./report-form";

const token = newToken();
const least = { mode: "named", token, what: "Something happened." };
const read = (values: Record<string, string>) => reportForm.parse({ ...least, ...values });
const mistakes = (values: Record<string, string>) =>
  steps.map((step) => checkStep(step, { ...least, ...values })).reduce((all, some) => ({ ...all, ...some }), {});
const ana = "0b6c1a52-3c2e-4f0e-9f4a-5a8f1f3f9a10";
const bo = "7d4f8f0e-7c1b-4b5e-8a52-2f4f6d8b1c33";

describe("a report", () => {
  it("needs nothing but what happened", () => {
    expect(mistakes({})).toEqual({});
    for (const what of ["", "  \r\n ", "\0"]) expect(Object.keys(mistakes({ what }))).toEqual(["what"]);
  });

  it("keeps any text as it was written, whatever the script, the symbols or the markup", () => {
    const what = "他说了 <script>alert('x')</script> =1+1 👩🏽‍🚀 مرحبا\n\n  indented\u202e\ttab $& {{x}} \\u0000";
    expect(read({ what }).what).toBe(what);
  });

  it("loses only what no database takes: NUL, halves of characters, and the line breaks of forms become one", () => {
    expect(read({ what: "a\0b\r\nc\rd\ud800" }).what).toBe("ab\nc\nd\ufffd");
  });

  it("has room for 50,000 characters of what happened, and for 10,000 in other fields, counted as people do", () => {
    expect(read({ what: "👍".repeat(50_000) }).what).toHaveLength(100_000);
    expect(mistakes({ what: "x".repeat(50_001) })).toEqual({ what: ["There is room for 50,000 characters here."] });
    expect(mistakes({ what: `\r\n${"x".repeat(49_999)}\r\n` })).toEqual({});
    for (const field of ["where", "when", "links", "who", "witnesses", "onBehalfOf", "contact", "hope"]) {
      expect(mistakes({ [field]: "x".repeat(10_000) })).toEqual({});
      expect(mistakes({ [field]: "x".repeat(10_001) })).toEqual({
        [field]: ["There is room for 10,000 characters here."],
      });
    }
    expect(Object.keys(mistakes({ language: "x".repeat(61) }))).toEqual(["language"]);
  });

  it("keeps each line of links, also what is no address, up to twenty", () => {
    expect(read({ links: " https://example.com/1 \r\n\r\nthe chat of Tuesday\r\n" }).links).toEqual([
      "https://example.com/1",
      "the chat of Tuesday",
    ]);
    expect(mistakes({ links: "x\n".repeat(20) })).toEqual({});
    expect(Object.keys(mistakes({ links: "x\n".repeat(21) }))).toEqual(["links"]);
  });

  it.each([
    ["mode", "secret"],
    ["mode", ""],
    ["ongoing", "perhaps"],
    ["safe", "1"],
    ["keepOriginals", "off"],
    ["token", "short"],
    ["exclude", `${ana},somebody`],
  ])("with %s %j is refused at its step, with a sentence of its own", (field, value) => {
    expect(Object.keys(mistakes({ [field]: value }))).toEqual([field]);
    expect(reportForm.safeParse({ ...least, [field]: value }).success).toBe(false);
  });

  it("leaves out each person once, however the list came", () => {
    expect(read({ exclude: ` ${ana},${bo.toUpperCase()}\r\n${ana}, ` }).exclude).toEqual([ana, bo]);
  });

  it("has no field that the team decides about", () => {
    expect(read({ state: "closed", caseId: ana })).not.toHaveProperty("state");
  });
});

describe("the steps of the form", () => {
  it("ask every field exactly once", () => {
    expect(steps.flatMap(fieldsOfStep).toSorted()).toEqual(Object.keys(reportForm.shape).toSorted());
  });

  it("can be passed without an answer, but for choosing a mode and saying what happened", () => {
    expect(Object.keys(checkStep(0, {})).toSorted()).toEqual(["mode", "token"]);
    expect(Object.keys(checkStep(1, {}))).toEqual(["what"]);
    expect(checkStep(2, {})).toEqual({});
    expect(checkStep(3, {})).toEqual({});
  });

  it("judge only what they ask", () => {
    expect(checkStep(2, { what: "", mode: "x" })).toEqual({});
  });
});

describe("the content of a report", () => {
  const identifying = { contact: "me@example.org", onBehalfOf: "Kim Lee", who: "Sam" };

  it("is the same after it was written down and read again", () => {
    const content = reportContent(read({ ...identifying, links: "a\nb", ongoing: "yes" }));
    expect(reportContentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
  });

  it("holds no mode, token, exclusion or choice of files", () => {
    const text = JSON.stringify(reportContent(read({ exclude: ana, keepOriginals: "on" })));
    for (const word of [token, ana, "keepOriginals", "named"]) expect(text).not.toContain(word);
  });

  it.each(["named", "anonymous"])("of a %s report has all that was written", (mode) => {
    expect(reportContent(read({ ...identifying, mode }))).toMatchObject(identifying);
    expect(sealedIdentity(read({ ...identifying, mode }))).toEqual({ contact: "", onBehalfOf: "" });
  });

  it("of a confidential report does not say who reports or for whom: that is sealed apart", () => {
    const report = read({ ...identifying, mode: "confidential" });
    expect(reportContent(report)).toMatchObject({ contact: "", onBehalfOf: "", who: "Sam" });
    expect(sealedIdentity(report)).toEqual({ contact: "me@example.org", onBehalfOf: "Kim Lee" });
  });

  it.each(["no", "No.", " NO "])("says in every mode that %j asks not to be contacted", (contact) => {
    for (const mode of ["named", "confidential", "anonymous"]) {
      expect(contentSections(reportContent(read({ mode, contact })))).toContainEqual({
        label: "Contact",
        text: "No contact is wanted.",
      });
      expect(sealedIdentity(read({ mode, contact })).contact).toBe("");
    }
  });

  it("is shown in the order of the questions, without those that were left empty", () => {
    const content = reportContent(read({ safe: "unsure", links: "a\nb", when: "yesterday", hope: "An apology." }));
    expect(contentSections(content)).toEqual([
      { label: "What happened", text: "Something happened." },
      { label: "When", text: "yesterday" },
      { label: "Links", text: "a\nb" },
      { label: "Safe", text: "Not sure" },
      { label: "Hoped for", text: "An apology." },
    ]);
  });
});

describe("an address that fills in the form", () => {
  it("fills in a link, and nothing else", () => {
    const given = { link: "https://example.com/a?b=c#d", what: "x", mode: "named", exclude: ana };
    expect(prefillFrom(given)).toEqual({ links: "https://example.com/a?b=c#d" });
  });

  it.each<[string, string | string[] | undefined]>([
    ["nothing", undefined],
    ["a script", "javascript:alert(1)"],
    ["data", "data:text/html,x"],
    ["a path", "/handbook"],
    ["several", ["https://example.com/", "https://example.org/"]],
    ["too long a one", `https://example.com/${"x".repeat(1_990)}`],
  ])("does not fill in %s", (_, link) => {
    expect(prefillFrom({ link })).toEqual({});
  });

  it("fills in a single line", () => {
    expect(prefillFrom({ link: "https://example.com/a\nhttps://example.org/b" }).links?.split("\n")).toHaveLength(1);
  });
});
