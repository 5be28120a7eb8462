import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = path.dirname(fileURLToPath(import.meta.url));

// Set here and not in test.env: worker threads read the zone of the process, not their own.
process.env.TZ = "UTC";
// Made by lib/vault/test-keys.ts for this run alone.
process.env.PORTAL_CONDUCT_KEYS = path.join(tmpdir(), `portal-test-${process.pid}-conduct-keys.json`);

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      // The real module throws outside of a React server bundle.
      { find: /^server-only$/, replacement: path.join(root, "node_modules/server-only/empty.js") },
    ],
  },
  test: {
    environment: "node",
    include: ["{app,components,features,lib}/**/*.test.{ts,tsx}"],
    env: { TZ: "UTC" },
    globalSetup: "lib/vault/test-keys.ts",
    // Making an embedded cluster takes several seconds on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
