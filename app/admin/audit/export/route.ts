import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { exportAuditLines } from "@/features/administration/data/audit-queries";
import { readAuditQuestion } from "@/features/administration/domain/audit-filter";

const types = { csv: "text/csv; charset=utf-8; header=present", jsonl: "application/jsonl; charset=utf-8" };

const isFormat = (text: string | null): text is keyof typeof types => text !== null && Object.hasOwn(types, text);

/** Writes lines out as fast as they are taken, so that a long log fits in memory. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}

/** Gives admins the audit log as a file; does not exist for anybody else. */
export const GET = documentRoute(async (request, viewer) => {
  const { searchParams } = request.nextUrl;
  const format = searchParams.get("format");
  if (!viewer.has("admin") || !isFormat(format)) return answerMissing(request, viewer);
  const lines = await exportAuditLines(viewer, readAuditQuestion(Object.fromEntries(searchParams)), format);
  const name = `audit-${new Date().toISOString().slice(0, 10)}.${format}`;
  return new Response(streamOf(lines), {
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "private, no-store",
    },
  });
});
