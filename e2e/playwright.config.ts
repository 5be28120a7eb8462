import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./chromium";

// Not the port of npm start, so that the tests run beside a portal somebody is reading.
const port = 3210;
const origin = `http://localhost:${port}`;

// Playwright reads this file once per process: the first one makes the folder, and removes it at its end.
function dataFolder(): string {
  const given = process.env.PORTAL_E2E_DATA;
  if (given !== undefined) return given;
  const made = mkdtempSync(path.join(tmpdir(), "portal-e2e-"));
  process.env.PORTAL_E2E_DATA = made;
  process.on("exit", () => rmSync(made, { recursive: true, force: true }));
  return made;
}

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../test-results",
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [
    ["list"],
    ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "../test-results/report.json" }],
  ],
  use: {
    baseURL: origin,
    trace: "retain-on-failure",
    launchOptions: await chromiumLaunch(),
  },
  webServer: {
    command: "node lib/cli/start.mjs",
    cwd: path.resolve(import.meta.dirname, ".."),
    url: `${origin}/healthz`,
    env: {
      PORT: String(port),
      HOST: "localhost",
      PORTAL_DATA: dataFolder(),
      PORTAL_CONTENT: "content",
      DATABASE_URL: "",
    },
    reuseExistingServer: false,
    // A first start also builds.
    timeout: 300_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
});
