import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedSiteFrame } from "@/features/facts/data/site-frame";
import { watchPublishedVersion } from "@/features/handbook/data/page-queries";
import { env } from "@/lib/env";

const lookMilliseconds = 300;

async function currentVersion(): Promise<string> {
  const version = (await watchPublishedVersion()).now();
  const { assets } = getPublishedSiteFrame();
  return [version, getPublishedFacts().version, assets.stylesheet, assets.script].join(" ");
}

// Made from the content as it is now, never at build time.
export const dynamic = "force-dynamic";

/** In development, tells an open document that content, data or styles have changed; does not exist otherwise. */
export const GET = documentRoute(async (request, viewer) => {
  if (!env.isDevelopment) return answerMissing(request, viewer);
  const encoder = new TextEncoder();
  let seen = await currentVersion();
  const stream = new ReadableStream({
    start(controller) {
      const timer = setInterval(() => {
        currentVersion()
          .then((version) => {
            if (version === seen) return;
            seen = version;
            controller.enqueue(encoder.encode("event: change\ndata: changed\n\n"));
          })
          // The assets are being rewritten just now: the next look finds them.
          .catch(() => undefined);
      }, lookMilliseconds);
      request.signal.addEventListener("abort", () => {
        clearInterval(timer);
        controller.close();
      });
    },
  });
  return new Response(stream, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" } });
});
