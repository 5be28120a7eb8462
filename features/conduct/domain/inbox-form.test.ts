import { describe, expect, it } from "vitest";
import { identityForm, messageForm, receiptForm } from "./inbox-form";
import { newToken, printSecret, receiptOf } from "./receipt";

const token = newToken();
const problemsOf = (given: ReturnType<typeof receiptForm.safeParse>) =>
  (given.error?.issues ?? []).map(({ path, message }) => `${String(path[0])}: ${message}`);

describe("a message", () => {
  it("is kept as it was written, in any language, but for what no database takes", () => {
    const { text } = messageForm.parse({ token, text: "  سلام\r\n<b>你好</b>\0 =1+1 \ud800 " });
    expect(text).toBe("سلام\n<b>你好</b> =1+1 \ufffd");
  });

  it("needs a text of up to 10,000 characters, however many bytes each has", () => {
    expect(messageForm.safeParse({ token, text: " \n " }).success).toBe(false);
    expect(messageForm.safeParse({ token, text: "🙂".repeat(10_000) }).success).toBe(true);
    expect(messageForm.safeParse({ token, text: "🙂".repeat(10_001) }).success).toBe(false);
  });

  it("needs the token of its page", () => {
    expect(messageForm.safeParse({ text: "Hello" }).success).toBe(false);
    expect(messageForm.safeParse({ token: "made up", text: "Hello" }).success).toBe(false);
  });
});

describe("a receipt as it is typed", () => {
  const receipt = receiptOf(token);
  const printed = printSecret(receipt.secret);

  it.each([
    ["the code", printed.code],
    ["the words", printed.words],
    ["the words in capitals on several lines", printed.words.toUpperCase().replaceAll(" ", "\n")],
  ])("is read by %s", (_, secret) => {
    expect(receiptForm.parse({ locator: receipt.locator.toLowerCase(), secret })).toEqual(receipt);
  });

  it("says beside its field what is wrong, and repeats nothing of it", () => {
    const [word = ""] = printed.words.split(" ");
    expect(
      problemsOf(receiptForm.safeParse({ locator: "ABC", secret: printed.words.replace(word, "qwertz") })),
    ).toEqual([
      "locator: A locator has six letters and digits. It stands above the code of your receipt.",
      "secret: Word 1 is not one that receipts are made of. Look at how it is spelled.",
    ]);
    expect(problemsOf(receiptForm.safeParse({}))).toHaveLength(2);
  });
});

it("somebody who says who they are needs a name, and no way to be reached", () => {
  expect(identityForm.safeParse({ name: "", contact: "a@example.org" }).success).toBe(false);
  expect(identityForm.parse({ name: " Ada " })).toEqual({ name: "Ada", contact: "" });
});
