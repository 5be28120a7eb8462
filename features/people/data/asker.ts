import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import type { Asker } from "../domain/grant";

/** The one answer for what is missing and for what is not the viewer's business. */
export const nothingHere = () => new AppError("not_found", "There is nothing here that you could do.");

/** Returns a signed-in viewer as the rules of roles see them; throws not_found for a guest. */
export function askerOf(viewer: Viewer): Exclude<Asker, "operator"> {
  if (!viewer.isSignedIn) throw nothingHere();
  return { id: viewer.person.id, isAdmin: viewer.has("admin"), isLead: viewer.has("conduct_lead") };
}
