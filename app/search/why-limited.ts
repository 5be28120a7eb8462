import { AppError } from "@/lib/errors";
import { requireWithin, type Limit } from "@/lib/rate-limit/rate-limit";
import { requestContext } from "@/lib/request-context";

/** Counts one more question of this client; returns the sentence for whoever asks too many, and null for all others. */
export async function whyLimited(limit: Limit): Promise<string | null> {
  try {
    await requireWithin(limit, requestContext().client);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.kind === "limited") return error.message;
    throw error;
  }
}
