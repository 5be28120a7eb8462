import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { findMailHere } from "@/features/administration/data/mails-here";

// What a mail program allows at most: its own styles, and links. The sandbox keeps it from being a page of the portal.
const policy = [
  "sandbox allow-popups allow-popups-to-escape-sandbox",
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Shows whoever sits at this machine a kept mail as a mail program does. */
export const GET = documentRoute<RouteContext<"/dev/mail/[id]/html">>(async (request, viewer, { params }) => {
  const mail = await findMailHere((await params).id);
  if (mail === null) return answerMissing(request, viewer);
  return new Response(mail.html, {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy,
      "Cache-Control": "private, no-store",
    },
  });
});
