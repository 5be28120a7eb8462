import { requirePublishedFacts } from "@/features/facts/data/facts-store";
import { getContentStore } from "@/features/handbook/data/content-store";
import { isDatabaseAnswering, isEnding } from "@/lib/readiness";

// Answered by the running process, never at build time.
export const dynamic = "force-dynamic";

async function isContentLoaded(): Promise<boolean> {
  try {
    requirePublishedFacts();
    await getContentStore();
    return true;
  } catch {
    return false;
  }
}

/** Tells a load balancer whether to send readers here, and names the part that is not ready. */
export async function GET(): Promise<Response> {
  const [database, content] = await Promise.all([isDatabaseAnswering(), isContentLoaded()]);
  const missing = [database ? [] : "database", content ? [] : "content", isEnding() ? "ending" : []].flat();
  return new Response(missing.length === 0 ? "ready\n" : `not ready: ${missing.join(", ")}\n`, {
    status: missing.length === 0 ? 200 : 503,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
