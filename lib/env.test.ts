import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "./env";

describe("readSettings", () => {
  it("has a value for everything when nothing is set", () => {
    expect(readSettings({})).toEqual({
      ...{ port: 3000, dataFolder: path.resolve(".data"), contentFolder: path.resolve("content"), origin: null },
      ...{ upstream: null, databaseUrl: null, isDevelopment: false, isBuild: false },
    });
  });

  it("takes what is set, addresses without their last slash", () => {
    const settings = readSettings({
      ...{ PORT: "4000", PORTAL_DATA: "/tmp/data", PORTAL_CONTENT: "other", PORTAL_ORIGIN: "https://portal.example/" },
      ...{ PORTAL_UPSTREAM: "https://upstream.example//", DATABASE_URL: "postgresql://localhost/portal" },
    });
    expect(settings).toMatchObject({
      ...{
        port: 4000,
        dataFolder: "/tmp/data",
        contentFolder: path.resolve("other"),
        origin: "https://portal.example",
      },
      ...{ upstream: "https://upstream.example", databaseUrl: "postgresql://localhost/portal" },
    });
  });

  it("takes an empty variable as one that is not set", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: "", PORTAL_ORIGIN: "" })).toEqual(readSettings({}));
  });

  it.each([
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "80a"],
    ["PORT", "3000.5"],
    ["PORTAL_ORIGIN", "portal.example"],
    ["PORTAL_ORIGIN", "javascript:alert(1)"],
    ["PORTAL_UPSTREAM", "ftp://example.com"],
    ["DATABASE_URL", "mysql://localhost/a"],
  ])("names the variable when %s is %j", (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      new RegExp(`^Wrong settings in the environment\\. ${name}: `),
    );
  });

  it("names every wrong variable at once", () => {
    expect(() => readSettings({ PORT: "x", DATABASE_URL: "y" })).toThrow(/PORT: .* DATABASE_URL: /);
  });

  it("knows when the portal is being built or developed", () => {
    expect(readSettings({ NEXT_PHASE: "phase-production-build" }).isBuild).toBe(true);
    expect(readSettings({ NODE_ENV: "development" }).isDevelopment).toBe(true);
  });
});
