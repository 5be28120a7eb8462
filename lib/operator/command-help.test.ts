import { describe, expect, it } from "vitest";
import { portalCommands } from "@/app/portal-commands";
import { aboutUnknown, listOfCommands } from "./command-help";

describe("help", () => {
  it("lists every command in one line of a terminal's width", () => {
    const lines = listOfCommands(portalCommands).split("\n");
    for (const { name } of portalCommands) expect(lines.some((line) => line.startsWith(`  ${name} `))).toBe(true);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  it.each(portalCommands.map((command) => [command.name, command.usage]))(
    "of %s begins with how to call it",
    (name, usage) => {
      expect(usage.startsWith(`npm run portal -- ${name}`)).toBe(true);
    },
  );

  it.each([
    ["docter", "Did you mean doctor?"],
    ["backp", "Did you mean backup?"],
    ["Restore", "Did you mean restore?"],
    ["frobnicate", "npm run portal lists them all."],
  ])("for %s says %s", (name, hint) => {
    expect(aboutUnknown(name, portalCommands)).toBe(`There is no command ${name}. ${hint}`);
  });
});
