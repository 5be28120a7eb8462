const rules = {
  prerender: [
    {
      source: "document",
      where: {
        and: [
          { href_matches: "/handbook/*" },
          { not: { href_matches: "*.md" } },
          { not: { selector_matches: "[rel~=nofollow]" } },
        ],
      },
      eagerness: "moderate",
    },
  ],
};

/** Lets browsers prepare the page a reader is about to open; named by a header, so that no inline script is needed. */
export function GET(): Response {
  return new Response(JSON.stringify(rules), {
    headers: { "Content-Type": "application/speculationrules+json", "Cache-Control": "public, max-age=86400" },
  });
}
