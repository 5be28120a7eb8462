import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { exportFigures } from "@/features/conduct/data/figures-queries";

const types = { csv: "text/csv; charset=utf-8; header=present", mdx: "text/markdown; charset=utf-8" };
const isFormat = (text: string | null): text is keyof typeof types => text !== null && Object.hasOwn(types, text);

/** Gives leads the figures as a file; does not exist for anybody else. */
export const GET = documentRoute(async (request, viewer) => {
  const format = request.nextUrl.searchParams.get("format");
  if (!viewer.has("conduct_lead") || !isFormat(format)) return answerMissing(request, viewer);
  return new Response(await exportFigures(viewer, format), {
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="figures.${format}"`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});
