import { answerMail } from "@/app/dev/mail/answer-mail";
import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { KeptMailList } from "@/features/administration/components/kept-mails";
import { listMailsHere } from "@/features/administration/data/mails-here";

/** Shows whoever sits at this machine the mails that were kept instead of being sent. */
export const GET = documentRoute(async (request, viewer) => {
  const mails = await listMailsHere();
  if (mails === null) return answerMissing(request, viewer);
  return answerMail(request, viewer, "Kept mails", <KeptMailList mails={mails} />);
});
