/** Returns a path of this portal to go on to, or the fallback for anything that could lead elsewhere. */
export function safePath(given: string | null | undefined, fallback = "/"): string {
  // Browsers take "\" for "/" and skip tabs and line breaks, so that "/\evil" or "/\t/evil" would be another host.
  if (given == null || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(given)) return fallback;
  const base = "http://portal.invalid";
  if (!URL.canParse(given, base)) return fallback;
  const url = new URL(given, base);
  // "/..//evil" begins with one slash only until it is normalized.
  if (url.origin !== base || url.pathname.startsWith("//")) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
