import { describe, expect, it } from "vitest";
import { findMentioned, type Reader } from "./mentions";

const people: Reader[] = [
  { id: "jane", name: "Jane Doe (she/her)", email: "jane.doe@example.com", handles: ["@jdoe", "purplecomet"] },
  { id: "will", name: "Will", email: "will@example.com", handles: ["@will"] },
  { id: "alex-k", name: "Alex Kim", email: "akim@example.com" },
  { id: "alex-m", name: "Alex Moreau | Community", email: null, handles: ["alex_m"] },
  { id: "jose", name: "José María Núñez", email: "jose@example.com" },
  { id: "taro", name: "山田 太郎", email: "taro@example.com" },
  { id: "ming", name: "李明", email: "ming@example.com" },
  { id: "chul", name: "김철수", email: "chul@example.com" },
  { id: "ivan", name: "Иван Петров", email: "ivan@example.com" },
  { id: "somchai", name: "สมชาย ใจดี", email: "somchai@example.com" },
  { id: "nameless", name: "  ", email: " ", handles: ["", "@ "] },
];
const inWho = (who: string) => findMentioned({ who, others: [] }, people);
const inStory = (text: string) => findMentioned({ who: "", others: [text] }, people);

describe("who was involved and what happened", () => {
  it.each([
    ["a whole name", "It was JANE  DOE again.", "jane"],
    ["a name across a line break", "It was Jane\nDoe.", "jane"],
    ["a name the other way round", "Doe, Jane", "jane"],
    ["a name with an ending", "Jane Doe's comment", "jane"],
    ["an e-mail address", "<Jane.Doe@Example.com>", "jane"],
    ["a handle with its mark", "cc @jdoe, please", "jane"],
    ["a long handle without its mark", "https://example.com/purplecomet/x", "jane"],
    ["a handle that is no word", "alex_m wrote it", "alex-m"],
    ["a name without its accents", "Jose Maria Nunez", "jose"],
    ["a name with accents made of two characters", "Jose\u0301 Mari\u0301a Nu\u0301n\u0303ez", "jose"],
    ["a name without its middle", "José Núñez", "jose"],
    ["full-width letters", "Ｊａｎｅ　Ｄｏｅ", "jane"],
    ["invisible characters", "Ja\u200bne Doe", "jane"],
    ["Japanese without a space", "昨日山田太郎さんが書きました", "taro"],
    ["Japanese with a space", "山田　太郎さんが", "taro"],
    ["Chinese within a sentence", "昨天李明骂了我", "ming"],
    ["Korean with a particle", "어제 김철수가 썼다", "chul"],
    ["Thai within a sentence", "เมื่อวานสมชายใจดีเขียน", "somchai"],
    ["Cyrillic", "это был иван петров!", "ivan"],
    ["a Latin name beside Japanese", "昨日Jane Doeさんが", "jane"],
  ])("name somebody by %s", (_, text, id) => {
    expect(inStory(text)).toEqual([id]);
    expect(inWho(text)).toContain(id);
  });

  it("name everybody who is in them", () => {
    expect(inStory("Jane Doe and Alex Kim")).toEqual(["jane", "alex-k"]);
    expect(findMentioned({ who: "Petrov or Петров", others: ["@jdoe"] }, people)).toEqual(["jane", "ivan"]);
  });

  it.each(["", "Somebody I do not know.", "   \n"])("name nobody with %j", (text) => {
    expect(inStory(text)).toEqual([]);
    expect(inWho(text)).toEqual([]);
  });

  it("take text for text, not for a pattern", () => {
    const odd: Reader[] = [{ id: "odd", name: "A.* (x", email: "a+b@example.com", handles: ["[a-z]"] }];
    expect(findMentioned({ who: "anybody", others: ["anybody"] }, odd)).toEqual([]);
    expect(findMentioned({ who: "", others: ["a+b@example.com"] }, odd)).toEqual(["odd"]);
  });

  it("are read however long they are", () => {
    expect(inStory("Jane ".repeat(10_000))).toEqual([]);
    expect(inStory(`${" ".repeat(49_000)}Jane Doe`)).toEqual(["jane"]);
  });
});

describe("who was involved", () => {
  it.each([
    ["a first name", "jane, I think", "jane"],
    ["a last name", "Ms Doe", "jane"],
    ["a name of one word", "will", "will"],
    ["a short handle without its mark", "jdoe", "jane"],
    ["a last name in Cyrillic", "Петров", "ivan"],
  ])("names somebody by %s already, the story does not", (_, text, id) => {
    expect(inWho(text)).toEqual([id]);
    expect(inStory(text)).toEqual([]);
  });

  it("names nobody by a first name that two of them have", () => {
    expect(inWho("Alex")).toEqual([]);
    expect(inWho("Alex Kim")).toEqual(["alex-k"]);
  });
});

describe("the story names nobody by", () => {
  it.each([
    ["a word that is also a name", "I will tell you what they said. Will you read it?"],
    ["a part of a longer word", "Janet Doeringer, jdoes, willing"],
    ["a part of a longer handle", "@jdoe-fan and @jdoe_2 and @jdoe.x"],
    ["a part of a longer name without a mark", "purplecomet-fan, old-purplecomet and me@purplecomet.org"],
    ["a part of another address", "mary-jane.doe@example.com"],
    ["a first name far from a last name", "Jane said it. Some time later there was a Doe."],
  ])("%s", (_, text) => {
    expect(inStory(text)).toEqual([]);
  });

  it("the end of one text and the beginning of the next", () => {
    expect(findMentioned({ who: "", others: ["I asked Jane", "Doe was not there"] }, people)).toEqual([]);
  });
});
