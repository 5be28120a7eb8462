import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { takeExport } from "@/features/conduct/data/export-queries";
import { AppError } from "@/lib/errors";

const headers = { "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff" };

/** The file of an export, once, for whoever asked for it and was allowed; does not exist for anybody else. */
export const GET = documentRoute<RouteContext<"/conduct/desk/cases/[id]/export/[exportId]">>(
  async (request, viewer, { params }) => {
    // Asking what a file is like must not use it up.
    if (!viewer.isSignedIn || request.method !== "GET") return answerMissing(request, viewer);
    const { id, exportId } = await params;
    try {
      const sealed = await takeExport(viewer, id, exportId);
      return new Response(new Uint8Array(sealed), {
        headers: {
          ...headers,
          "Content-Type": "application/octet-stream",
          "Content-Disposition": 'attachment; filename="export.sealed"',
        },
      });
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === "unavailable") throw error;
      if (error.kind === "not_found") return answerMissing(request, viewer);
      const type = "text/plain; charset=utf-8";
      return new Response(`${error.message}\n`, { status: 409, headers: { ...headers, "Content-Type": type } });
    }
  },
);
