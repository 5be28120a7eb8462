import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "./env";

describe("readSettings", () => {
  it("has a value for everything when nothing is set", () => {
    expect(readSettings({})).toMatchObject({
      ...{ port: 3000, host: "localhost", dataFolder: path.resolve(".data"), contentFolder: path.resolve("content") },
      ...{
        origin: null,
        upstream: null,
        databaseUrl: null,
        secret: null,
        oldSecrets: [],
        isSecretLost: false,
        isDemo: true,
        admins: [],
      },
      ...{ oidc: null, gitlab: null, github: null, discord: null, emailSignIn: false, smtpUrl: null },
      ...{ metricsToken: null, collector: null, isDevelopment: false, isBuild: false },
    });
  });

  it("takes what is set, addresses without their last slash", () => {
    const settings = readSettings({
      ...{ PORT: "4000", PORTAL_DATA: "/tmp/data", PORTAL_CONTENT: "other", PORTAL_ORIGIN: "https://portal.example/" },
      ...{ PORTAL_UPSTREAM: "https://upstream.example//", DATABASE_URL: "postgresql://localhost/portal" },
      ...{ PORTAL_SECRET: "s".repeat(32), PORTAL_ADMINS: "Ada@Example.org", PORTAL_CONDUCT_KEYS: "/etc/keys.json" },
    });
    expect(settings).toMatchObject({
      ...{ port: 4000, dataFolder: "/tmp/data", contentFolder: path.resolve("other") },
      ...{ origin: "https://portal.example", upstream: "https://upstream.example" },
      ...{ databaseUrl: "postgresql://localhost/portal", admins: ["ada@example.org"], isDemo: false },
      ...{ conductKeys: "/etc/keys.json", conductEscalation: null, clamd: null },
    });
  });

  it("reads a provider with the roles its groups stand for", () => {
    const settings = readSettings({
      ...{ OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "portal", OIDC_CLIENT_SECRET: "s" },
      ...{ OIDC_ROLES: "staff = team_member, hosts=organizer", OIDC_SECOND_FACTOR: "mfa, hwk" },
    });
    expect(settings.oidc).toEqual({
      ...{ id: "portal", secret: "s", issuer: "https://id.example", name: "your organization", rolesClaim: "groups" },
      ...{ secondFactor: ["mfa", "hwk"], trustsEmail: false },
      roles: [
        ["staff", "team_member"],
        ["hosts", "organizer"],
      ],
    });
  });

  it("takes an empty variable as one that is not set", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: "", PORTAL_ORIGIN: "" })).toEqual(readSettings({}));
  });

  it("names every wrong variable at once", () => {
    expect(() => readSettings({ PORT: "x", DATABASE_URL: "y" })).toThrow(
      /^Wrong settings in the environment: PORT .*; DATABASE_URL /,
    );
  });

  it("knows when the portal is being built or developed", () => {
    expect(readSettings({ NEXT_PHASE: "phase-production-build" }).isBuild).toBe(true);
    expect(readSettings({ NODE_ENV: "development" }).isDevelopment).toBe(true);
  });
});
