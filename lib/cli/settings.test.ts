import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readStartSettings, requireDataFolder, requireFreePort } from "./settings.mjs";

describe("settings of a start", () => {
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
