import { answerMail } from "@/app/dev/mail/answer-mail";
import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { KeptMailPage } from "@/features/administration/components/kept-mails";
import { findMailHere } from "@/features/administration/data/mails-here";

/** Shows whoever sits at this machine one kept mail. */
export const GET = documentRoute<RouteContext<"/dev/mail/[id]">>(async (request, viewer, { params }) => {
  const mail = await findMailHere((await params).id);
  if (mail === null) return answerMissing(request, viewer);
  return answerMail(request, viewer, "Kept mail", <KeptMailPage mail={mail} />);
});
