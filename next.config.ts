import type { NextConfig } from "next";
import { securityHeaders, transportSecurity } from "./lib/document/security-headers";

const asList = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  agentRules: false,
  // `npm run check` checks the types; a first start must not wait for it once more.
  typescript: { ignoreBuildErrors: true },
  // Documents answer old paths with and without a trailing slash in one hop.
  skipTrailingSlashRedirect: true,
  // Files are attached to reports; lib/cli/server-form.mjs lets no other form be that large.
  experimental: { serverActions: { bodySizeLimit: "45mb" }, proxyClientMaxBodySize: "45mb" },
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pg",
    "sharp",
    "elkjs",
    "beautiful-mermaid",
    "prom-client",
    "nodemailer",
    "libsodium-wrappers-sumo",
  ],
  headers: async () => [
    { source: "/:path*", headers: asList(securityHeaders) },
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: asList(transportSecurity),
    },
    // No other site learns that somebody came from here; without any referrer, browsers send forms from no origin.
    { source: "/:room(conduct|inbox)/:path*", headers: asList({ "Referrer-Policy": "same-origin" }) },
    {
      source: "/assets/:file((?!manifest\\.json$).*)",
      headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
    },
  ],
};

export default config;
