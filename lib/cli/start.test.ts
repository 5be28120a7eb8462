import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { resolveAssets } from "./assets.mjs";
import { findChromium } from "./chromium.mjs";
import { isInstalledByNpm } from "./install.mjs";
import { findNodeProblem } from "./node-version.mjs";

describe("what a start asks of the machine", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("Node %s is new enough", (version) => {
    expect(findNodeProblem(version)).toBeNull();
  });

  it.each(["12.22.0", "18.20.8", "20.9.0", "20.18.3"])("Node %s is refused in one sentence", (version) => {
    expect(findNodeProblem(version)).toBe(`Node ${version} is too old: the portal needs Node 20.19 or newer.`);
  });

  it("packages count as installed only in the versions of the lockfile", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "portal-install-"));
    const file = (name: string, packages: object) => {
      writeFileSync(path.join(folder, name), JSON.stringify({ packages }));
      return path.join(folder, name);
    };
    const locked = {
      "": {},
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "1.0.0", optional: true },
    };
    const lockfile = file("lock.json", locked);
    expect(isInstalledByNpm(lockfile, path.join(folder, "missing.json"))).toBe(false);
    expect(isInstalledByNpm(lockfile, file("same.json", { "node_modules/a": { version: "1.0.0" } }))).toBe(true);
    expect(isInstalledByNpm(lockfile, file("other.json", { "node_modules/a": { version: "1.0.1" } }))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

describe("what the build and the tests look for", () => {
  it("an asset of the stylesheet becomes the address of its file", () => {
    const css = resolveAssets('src: asset("a.woff2") format("woff2")', { "a.woff2": "/assets/a.1.woff2" });
    expect(css).toBe('src: url("/assets/a.1.woff2") format("woff2")');
  });

  it("an asset that nobody provides is refused by name", () => {
    expect(() => resolveAssets('asset("b.woff2")', {})).toThrow("b.woff2");
  });

  it("a browser named by PW_CHROMIUM_PATH is taken, or nothing when it is not there", async () => {
    expect(await findChromium({ PW_CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
    expect(await findChromium({ PW_CHROMIUM_PATH: "/nowhere/chromium" })).toBeNull();
  });
});
