import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

type Manifest = Record<string, string>;
const manifestFile = path.join(/* turbopackIgnore: true */ process.cwd(), "public/assets/manifest.json");
let manifest: Manifest | null = null;

/** Returns the public path of a built asset such as "site.css"; throws when the assets were not built. */
export function assetPath(name: string): string {
  // In development the assets are rebuilt while the server runs.
  if (manifest === null || env.isDevelopment) manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Manifest;
  const found = manifest[name];
  if (found === undefined) throw new Error(`No built asset is called ${name}; run the asset build.`);
  return found;
}
