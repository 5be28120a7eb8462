import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";

/** Throws not_found for everybody but admins, as if there were no administration. */
export function requireAdmin(viewer: Viewer): void {
  if (!viewer.has("admin")) throw new AppError("not_found", "There is nothing here that you could do.");
}
