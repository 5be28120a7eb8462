import "server-only";
import type { ReactElement } from "react";

/**
 * Renders a whole document of server components to HTML, waiting for everything asynchronous in it.
 * The only place that knows how: no hydration, no payload, no inline script (guarded by a browser test).
 */
export async function renderDocument(element: ReactElement): Promise<string> {
  const { prerender } = await import("react-dom/static.edge");
  let failure: unknown = null;
  const { prelude } = await prerender(element, { onError: (error: unknown) => void (failure ??= error) });
  const html = await new Response(prelude).text();
  if (failure !== null) throw failure;
  return html;
}
