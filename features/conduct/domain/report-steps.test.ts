import { describe, expect, it } from "vitest";
import { newToken } from "./receipt";
import { noContact } from "./report-form";
import { readAttached, readIntent, readStep, reviewStep, sentOf, steppedForm, writeAttached } from "./report-steps";

const token = newToken();
const fieldsOf = (typed: Record<string, string>) =>
  [...new Set((steppedForm.safeParse(typed).error?.issues ?? []).map(({ path }) => String(path[0])))].sort();

describe("a form that goes from step to step", () => {
  it("is checked only as far as the step that is being left", () => {
    expect(fieldsOf({ token, intent: "next", step: "0", mode: "named" })).toEqual([]);
    expect(fieldsOf({ token, intent: "next", step: "1", mode: "named", what: " " })).toEqual(["what"]);
    expect(fieldsOf({ token, intent: "next", step: "2" })).toEqual([]);
  });

  it("is checked whole before it is sent, whatever step it claims to stand at", () => {
    expect(fieldsOf({ token, intent: "send", step: "0", ongoing: "perhaps" })).toEqual(["mode", "ongoing", "what"]);
  });

  it.each(["back", "save", "upload", "resume", "go:1"])("can always %s", (intent) => {
    expect(fieldsOf({ token, intent, step: "1" })).toEqual([]);
  });

  it("is refused without the token of a page", () => {
    expect(fieldsOf({ intent: "save", step: "1" })).toEqual(["what"]);
  });

  it("goes on where a key was pressed instead of a button, and knows no other step than its own", () => {
    expect(readIntent(undefined)).toEqual({ kind: "next" });
    expect(readIntent("drop table")).toEqual({ kind: "next" });
    expect(readIntent("remove:../../etc")).toEqual({ kind: "next" });
    expect(["-1", "1.5", "99", "x", undefined].map(readStep)).toEqual([0, 0, 0, 0, 0]);
    expect(readIntent(`go:${reviewStep}`)).toEqual({ kind: "go", step: reviewStep });
  });
});

it("who does not want to be contacted is not, whatever else they wrote about it", () => {
  expect(sentOf({ contact: "a phone", silent: "on" }).contact).toBe(noContact);
  expect(sentOf({ contact: "a phone", silent: "" }).contact).toBe("a phone");
});

it("what names attached files comes back as it was, and nothing else passes", () => {
  const files = [{ id: "2f1c2f0e-5a0b-4d53-8f0e-0d7a2b8f9a11", name: "a b <b>.png", size: 12 }];
  expect(readAttached(`${writeAttached(files)}\r\nnonsense\n`)).toEqual(files);
});
