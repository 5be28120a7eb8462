import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readSettings } from "@/lib/env";
import { readStartSettings, requireDataFolder, requireFreePort } from "./settings.mjs";

const isAccepted = (read: () => unknown) => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

describe("settings of a start", () => {
  it.each<Record<string, string>>([
    {},
    { PORT: "" },
    { PORT: "3001" },
    { PORT: "0" },
    { PORT: "65536" },
    { PORT: "80.5" },
    { PORT: "abc" },
    { DATABASE_URL: "postgres://portal@localhost/portal" },
    { DATABASE_URL: "postgresql://localhost/portal" },
    { DATABASE_URL: "mysql://localhost/portal" },
    { PORTAL_ORIGIN: "https://example.org" },
    { PORTAL_ORIGIN: "example.org" },
    { PORTAL_ORIGIN: "ftp://example.org" },
    { PORTAL_UPSTREAM: "https://example.org/" },
    { PORTAL_UPSTREAM: "nowhere" },
  ])("%o is accepted or refused as the running portal does", (environment) => {
    expect(isAccepted(() => readStartSettings(environment))).toBe(isAccepted(() => readSettings(environment)));
  });

  it("names every wrong value in one sentence", () => {
    expect(() => readStartSettings({ PORT: "x", DATABASE_URL: "x" })).toThrow(/PORT .*; DATABASE_URL .*\.$/);
  });

  it("names a taken port and how to choose another one", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const settings = { port, host: "127.0.0.1", dataFolder: "" };
    await expect(requireFreePort(settings, "npm start")).rejects.toThrow(`PORT=${port + 1} npm start`);
    await new Promise((resolve) => server.close(resolve));
    await expect(requireFreePort(settings, "npm start")).resolves.toBeUndefined();
  });

  it("refuses a data folder that cannot be made", () => {
    expect(() => requireDataFolder(path.join(import.meta.filename, "data"))).toThrow(/cannot be written/);
  });
});
