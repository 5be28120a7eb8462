import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { exportPerson } from "@/features/account/data/export-queries";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithin } from "@/lib/rate-limit/rate-limit";

const headers = { "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff" };

/** Everything that is kept about the reader, as a file; for a guest there is nothing here. */
export const GET = documentRoute(async (request, viewer) => {
  if (!viewer.isSignedIn) return answerMissing(request, viewer);
  try {
    await requireWithin(limits.form, viewer.person.id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return new Response(`${error.message}\n`, {
      status: 429,
      headers: { ...headers, "Content-Type": "text/plain; charset=utf-8", "Retry-After": String(limits.form.seconds) },
    });
  }
  return new Response(`${JSON.stringify(await exportPerson(viewer), null, 2)}\n`, {
    headers: {
      ...headers,
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="my-data.json"',
    },
  });
});
