import "server-only";
import type { SiteFrame } from "@/components/layout/document-frame";
import { assetPath } from "@/lib/assets";
import { env } from "@/lib/env";
import { getPublishedFacts } from "./facts-store";

/** Returns the public origin of the portal, without a trailing slash: the setting, or the one of site.yaml. */
export function getPublishedOrigin(): string {
  const { origin } = getPublishedFacts().facts.site;
  // On a laptop the port is chosen at start, not in the file.
  return env.origin ?? (new URL(origin).hostname === "localhost" ? `http://localhost:${env.port}` : origin);
}

/** Returns what every page shows of the site it belongs to. */
export function getPublishedSiteFrame(): SiteFrame {
  const { site } = getPublishedFacts().facts;
  const { light, dark } = site.colours.accent;
  return {
    name: site.name,
    description: site.description,
    language: site.language,
    colours: `:root{--accent-light:${light};--accent-dark:${dark}}`,
    navigation: site.navigation,
    footer: site.footer,
    assets: {
      stylesheet: assetPath("site.css"),
      script: assetPath("enhance.js"),
      fonts: [
        assetPath("fraunces-latin-wght-normal.woff2"),
        assetPath("atkinson-hyperlegible-next-latin-wght-normal.woff2"),
      ],
    },
    isDevelopment: env.isDevelopment,
  };
}
