/**
 * Tables that are made again from the content or fill themselves: a backup leaves them out, and a restored database
 * begins with them empty.
 */
export const derivedTables: ReadonlySet<string> = new Set([
  "content_file",
  "search_section",
  "search_word",
  "rate_limit",
]);
