const allowedSchemes = new Set(["http", "https", "mailto", "tel"]);
// Browsers drop these when they read a scheme: "java\tscript:" runs.
const ignoredByBrowsers = /[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]/g;

/** Tells why a link's address is dangerous or unclear; null when it may be followed. */
export function whyAddressIsRefused(address: string): string | null {
  const bare = address.replace(ignoredByBrowsers, "");
  if (bare.includes("\\")) return "an address must not contain a backslash";
  if (bare.startsWith("//")) return "an address must name its scheme, such as https:";
  const scheme = /^([^/?#:]*):/.exec(bare)?.[1]?.toLowerCase();
  if (scheme !== undefined && !allowedSchemes.has(scheme)) return `the scheme ${scheme}: is not allowed in a link`;
  return null;
}
