import { getPublishedOrigin } from "@/features/facts/data/site-frame";

// Made from the content as it is now, never at build time.
export const dynamic = "force-dynamic";

export function GET(): Response {
  const lines = [
    "User-agent: *",
    "Disallow: /settings",
    "Disallow: /sign-in",
    "Disallow: /conduct/",
    "Disallow: /inbox",
    "Disallow: /edit/",
    "Disallow: /history/",
    "Disallow: /account",
    "Disallow: /admin",
    "Disallow: /unsubscribe",
  ];
  const text = [...lines, "", `Sitemap: ${getPublishedOrigin()}/sitemap.xml`, ""].join("\n");
  return new Response(text, {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "public, max-age=3600" },
  });
}
