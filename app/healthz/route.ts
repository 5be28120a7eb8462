// Answered by the running process, never at build time.
export const dynamic = "force-dynamic";

/** Tells a supervisor that the process answers; needs no database and says nothing about the content. */
export function GET(): Response {
  return new Response("ok\n", {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}
