import { describe, expect, it } from "vitest";
import { channelsSchema } from "./channel";
import { checkFacts } from "./check-facts";
import { conductRulesSchema } from "./conduct-rules";
import { emptyFacts, type Facts } from "./facts";
import { programsSchema } from "./program";
import { seriesListSchema } from "./schedule";
import { teamSchema } from "./team";

const channel = { key: "chat", platform: "discord", name: "#chat", audience: "public", purpose: "Talk." };
const program = { key: "learning", name: "Learning", purpose: "Teach.", state: "active" };
const series = {
  ...{ key: "pairing", title: "Pairing", zone: "UTC", weekday: "tuesday", at: "10:15" },
  ...{ durationMinutes: 60, page: "/handbook/community/pairing" },
};
const team = teamSchema.parse({ departments: [{ key: "relations", name: "Relations", scope: "All." }], roles: [] });
const rule = { number: 1, key: "spam", name: "Spam", meaning: "Nobody may.", tierHint: 2, source: "S0" };
const rules = (...versions: { version: string; rules?: object[] }[]) =>
  conductRulesSchema.parse({
    codeOfConduct: "https://example.com/conduct",
    versions: versions.map((entry) => ({ rules: [rule], ...entry })),
  });
const facts = (part: Partial<Facts>): Facts => ({ ...emptyFacts, team, ...part });
const channels = (...list: object[]) => channelsSchema.parse(list.map((entry) => ({ ...channel, ...entry })));
const programs = (...list: object[]) => programsSchema.parse(list.map((entry) => ({ ...program, ...entry })));

describe("the check between data files", () => {
  it("finds nothing where nothing is wrong", () => {
    const sound = facts({
      channels: channels({ owner: "relations" }),
      programs: programs({}, { key: "part", parent: "learning", contact: ["chat"] }),
      conductRules: rules({ version: "2026-11-20" }, { version: "2025-01-31" }),
    });
    expect(checkFacts(sound)).toEqual([]);
  });

  it.each<[string, Partial<Facts>, string, (string | number)[]]>([
    ["a key used twice", { channels: channels({}, {}) }, "channels.yaml", [1, "key"]],
    ["an owner that is no department", { channels: channels({ owner: "nobody" }) }, "channels.yaml", [0, "owner"]],
    [
      "one address under two names without a note",
      { channels: channels({ url: "https://example.com/a" }, { key: "other", url: "https://example.com/a/" }) },
      "channels.yaml",
      [1, "url"],
    ],
    ["a parent that does not exist", { programs: programs({ parent: "nothing" }) }, "programs.yaml", [0, "parent"]],
    [
      "programs that are parts of each other",
      { programs: programs({ parent: "b" }, { key: "b", parent: "learning" }) },
      "programs.yaml",
      [0, "parent"],
    ],
    ["a contact that nobody has", { programs: programs({ contact: ["ghost"] }) }, "programs.yaml", [0, "contact", 0]],
    [
      "a department whose channel does not exist",
      { team: teamSchema.parse({ departments: [{ key: "a", name: "A", scope: "S", channel: "x" }], roles: [] }) },
      "team.yaml",
      ["departments", 0, "channel"],
    ],
    [
      "a series in a calendar that does not exist",
      { series: seriesListSchema.parse([{ ...series, calendar: "none" }]) },
      "series.yaml",
      [0, "calendar"],
    ],
    [
      "an old path that leads to two places",
      {
        redirects: [
          { from: "/old", to: "/a" },
          { from: "/old/", to: "/b" },
        ],
      },
      "redirects.yaml",
      [1, "from"],
    ],
    [
      "a number that two rules of a version have",
      { conductRules: rules({ version: "2026-11-20", rules: [rule, { ...rule, key: "other" }] }) },
      "conduct-rules.yaml",
      ["versions", 0, "rules", 1, "number"],
    ],
    [
      "a rule twice in a version",
      { conductRules: rules({ version: "2026-11-20", rules: [rule, { ...rule, number: 2 }] }) },
      "conduct-rules.yaml",
      ["versions", 0, "rules", 1, "key"],
    ],
    [
      "a version twice",
      { conductRules: rules({ version: "2026-11-20" }, { version: "2026-11-20" }) },
      "conduct-rules.yaml",
      ["versions", 1, "version"],
    ],
    [
      "a newer version below an older one",
      { conductRules: rules({ version: "2026-11-20" }, { version: "2026-11-21" }) },
      "conduct-rules.yaml",
      ["versions", 1, "version"],
    ],
  ])("finds %s", (_, part, file, path) => {
    expect(checkFacts(facts(part))).toContainEqual(expect.objectContaining({ file, path }));
  });

  it("lets two names share an address when a note says why", () => {
    const shared = channels(
      { url: "https://example.com/a" },
      { key: "b", url: "https://example.com/a", note: "Old name." },
    );
    expect(checkFacts(facts({ channels: shared }))).toEqual([]);
  });
});

describe("the schemas refuse", () => {
  it.each<[string, { safeParse: (value: unknown) => { success: boolean } }, object]>([
    ["a link that runs a script", channelsSchema, { ...channel, url: "javascript:alert(1)" }],
    ["an address of another scheme's host", channelsSchema, { ...channel, url: "//example.com" }],
    ["an unknown platform", channelsSchema, { ...channel, platform: "fax" }],
    ["an unknown field", channelsSchema, { ...channel, colour: "red" }],
    ["a channel with two owners", channelsSchema, { ...channel, owner: "relations", ownerName: "Somebody" }],
    ["a key with capitals", channelsSchema, { ...channel, key: "Chat" }],
    ["a page outside the handbook", programsSchema, { ...program, page: "/elsewhere" }],
    ["a page with a slash at its end", programsSchema, { ...program, page: "/handbook/programs/" }],
    ["a zone that does not exist", seriesListSchema, { ...series, zone: "Mars/Olympus" }],
    ["a time without a leading zero", seriesListSchema, { ...series, at: "9:15" }],
    ["a time that YAML read as a number", seriesListSchema, { ...series, at: 615 }],
    ["a session without a length", seriesListSchema, { ...series, durationMinutes: 0 }],
  ])("%s", (_, schema, value) => {
    expect(schema.safeParse([value]).success).toBe(false);
  });

  it.each<[string, object]>([
    ["a day that does not exist", { version: "2026-02-30" }],
    ["a version without rules", { rules: [] }],
    ["a rule without a number", { rules: [{ ...rule, number: "one" }] }],
    ["a tier that does not exist", { rules: [{ ...rule, tierHint: 4 }] }],
    ["a rule of an unknown source", { rules: [{ ...rule, source: "me" }] }],
  ])("rules of conduct with %s", (_, part) => {
    const file = (entry: object) => ({ codeOfConduct: "https://example.com/", versions: [entry] });
    const sound = { version: "2026-11-20", rules: [rule] };
    expect(conductRulesSchema.safeParse(file(sound)).success).toBe(true);
    expect(conductRulesSchema.safeParse(file({ ...sound, ...part })).success).toBe(false);
  });
});
