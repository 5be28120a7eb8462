import { documentRoute } from "@/app/document-route";
import { AppError } from "@/lib/errors";
import { isDatabaseAnswering } from "@/lib/readiness";

/** Where rooms lead while the database is away: the calm page of a document, which needs none. */
export const GET = documentRoute(async () => {
  if (await isDatabaseAnswering()) return new Response(null, { status: 307, headers: { Location: "/" } });
  throw new AppError("unavailable", "The portal cannot reach its database just now.");
});
