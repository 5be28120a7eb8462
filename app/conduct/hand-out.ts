import { answerMissing } from "@/app/missing-document";
import type { HandedFile } from "@/features/conduct/data/file-queries";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { downloadHeaders } from "@/lib/uploads/download-headers";

/** Answers with a file to be saved, or like a page that does not exist, whatever the reason is. */
export async function handOut(request: Request, viewer: Viewer, found: Promise<HandedFile>): Promise<Response> {
  try {
    const { name, type, bytes, isWorkingCopy } = await found;
    return new Response(new Uint8Array(bytes), {
      headers: downloadHeaders({ name, type, size: bytes.length, isWorkingCopy }),
    });
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return answerMissing(request, viewer);
    throw error;
  }
}
