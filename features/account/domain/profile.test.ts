import { describe, expect, it } from "vitest";
import { deletionForm, profileForm } from "./profile";

const profile = { name: "Ada", zone: "", language: "" };
const problemsOf = (changes: Partial<typeof profile>) =>
  profileForm.safeParse({ ...profile, ...changes }).error?.issues.map(({ path }) => path[0]) ?? [];

describe("a profile", () => {
  it.each([
    ["a plain name", { name: "  Ada  Lovelace " }, { name: "Ada Lovelace" }],
    ["a name of another script", { name: "عادا" }, { name: "عادا" }],
    ["an emoji", { name: "🙂" }, { name: "🙂" }],
    ["a hundred emoji", { name: "🙂".repeat(100) }, { name: "🙂".repeat(100) }],
    ["a name that would turn the direction of what follows", { name: "Ada\u202e" }, { name: "Ada" }],
    ["a zone in any spelling", { zone: "europe/berlin" }, { zone: "Europe/Berlin" }],
    ["no zone and no language", {}, { zone: null, language: null }],
    ["a language", { language: "ja" }, { language: "ja" }],
  ])("takes %s", (_, given, expected) => {
    expect(profileForm.parse({ ...profile, ...given })).toMatchObject(expected);
  });

  it.each([
    ["an empty name", { name: "" }, "name"],
    ["a name that nobody sees", { name: " \u200e\u202e\u200b " }, "name"],
    ["a name of 101 characters", { name: "x".repeat(101) }, "name"],
    ["a name of ten thousand characters", { name: "x".repeat(10_000) }, "name"],
    ["a zone that there is not", { zone: "Middle-earth/Shire" }, "zone"],
    ["a language that is not offered", { language: "tlh" }, "language"],
  ])("refuses %s", (_, given, field) => {
    expect(problemsOf(given)).toEqual([field]);
  });
});

describe("deleting an account", () => {
  it.each([
    ["delete", true],
    [" Delete ", true],
    ["", false],
    ["delete me", false],
  ])("with the word %j goes on: %s", (word, goesOn) => {
    expect(deletionForm.safeParse({ word }).success).toBe(goesOn);
  });
});
