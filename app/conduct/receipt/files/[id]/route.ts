import { handOut } from "@/app/conduct/hand-out";
import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { findOwnFile } from "@/features/conduct/data/file-queries";
import { readReceiptCookie, receiptCookie } from "@/features/conduct/data/receipt-session";

/** A file of an anonymous report, for whoever has its inbox open. */
export const GET = documentRoute<RouteContext<"/conduct/receipt/files/[id]">>(async (request, guest, { params }) => {
  const viewer = readReceiptCookie(request.cookies.get(receiptCookie.name)?.value);
  if (viewer === null) return answerMissing(request, guest);
  const { id } = await params;
  return handOut(request, guest, findOwnFile(viewer, id));
});
