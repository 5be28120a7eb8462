import type { ReactNode } from "react";
import { answerFramedDocument } from "@/app/framed-document";
import type { Viewer } from "@/lib/auth/viewer";

/** Answers with a page about kept mails, made anew each time. */
export function answerMail(request: Request, viewer: Viewer, title: string, content: ReactNode): Promise<Response> {
  const about = { title, description: "Mails kept on this machine.", path: "/dev/mail", image: null, isIndexed: false };
  return answerFramedDocument(request, viewer, { about, parameters: null, render: () => ({ content }) });
}
