import { describe, expect, it } from "vitest";
import { readSettings } from "@/lib/env";
import { settings } from "@/lib/settings.mjs";
import { settingsInUse } from "./settings-in-use";

const setNames = (environment: Record<string, string>) =>
  settingsInUse(readSettings(environment)).flatMap(({ name, isSet }) => (isSet ? [name] : []));

const full = {
  ...{ PORTAL_ORIGIN: "https://portal.example.org", PORTAL_SECRET: "s".repeat(40), PORTAL_SECRET_OLD: "o".repeat(40) },
  ...{ DATABASE_URL: "postgres://portal:hunter2@db/portal", PORTAL_ADMINS: "ada@example.org" },
  ...{ PORTAL_CONDUCT_KEYS: "/etc/portal/keys.json", PORTAL_CONDUCT_ESCALATION: "eve@example.org" },
  ...{
    GITHUB_CLIENT_ID: "id",
    GITHUB_CLIENT_SECRET: "hidden",
    SMTP_URL: "smtp://u:hunter2@mail",
    MAIL_FROM: "a@b.org",
  },
};

describe("the settings in use", () => {
  it("are none on a laptop", () => {
    expect(setNames({})).toEqual([]);
  });

  it("are named, and nothing of what they hold is told", () => {
    expect(setNames(full)).toEqual([
      "PORTAL_ORIGIN",
      "DATABASE_URL",
      "PORTAL_SECRET",
      "PORTAL_SECRET_OLD",
      "PORTAL_CONDUCT_KEYS",
      "PORTAL_CONDUCT_ESCALATION",
      "PORTAL_ADMINS",
      "GITHUB_CLIENT_ID",
      "SMTP_URL",
    ]);
    expect(JSON.stringify(settingsInUse(readSettings(full)))).not.toMatch(
      /hunter2|ssss|oooo|hidden|ada@|example|keys.json/,
    );
  });

  it("have the names of the list of settings", () => {
    const known = settings.map(({ name }) => name);
    expect(settingsInUse(readSettings({})).filter(({ name }) => !known.includes(name))).toEqual([]);
  });
});
