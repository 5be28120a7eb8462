import type { ReactNode } from "react";
import { documentRoute } from "@/app/document-route";
import { answerFramedDocument } from "@/app/framed-document";
import { MessagePage } from "@/components/layout/message-page";
import { readUnsubscribeToken, unsubscribe } from "@/features/account/data/unsubscribe";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithin } from "@/lib/rate-limit/rate-limit";
import { requestContext } from "@/lib/request-context";
import type { Viewer } from "@/lib/auth/viewer";

type Message = { title: string; status?: number; content: ReactNode };

function answer(request: Request, viewer: Viewer, { title, status = 200, content }: Message): Promise<Response> {
  return answerFramedDocument(request, viewer, {
    about: { title, description: title, path: "/unsubscribe", image: null, isIndexed: false },
    parameters: null,
    render: () => ({ status, content: <MessagePage title={title}>{content}</MessagePage> }),
  });
}

const tokenOf = (request: Request) => new URL(request.url).searchParams.get("t") ?? "";

const notWhole: Message = {
  title: "This link is not whole",
  status: 400,
  content: (
    <p>
      Copy all of it from the mail. Or sign in, and switch community mails off in <a href="/account">your account</a>.
    </p>
  ),
};

/** Asks whether community mails are to end; changes nothing, because mail scanners open links. */
export const GET = documentRoute(async (request, viewer) => {
  if (readUnsubscribeToken(tokenOf(request)) === null) return answer(request, viewer, notWhole);
  return answer(request, viewer, {
    title: "Get no more community mails?",
    content: (
      <form method="post">
        <p>Mails about the security of your account still come.</p>
        <p>
          <button type="submit" className="h-12 cursor-pointer rounded-lg bg-accent px-6 font-bold text-on-accent">
            End community mails
          </button>
        </p>
      </form>
    ),
  });
});

/** Ends community mails, for the button and for mail programs, which send no cookie and no origin (RFC 8058, 3.1). */
export const POST = documentRoute(async (request, viewer) => {
  try {
    await requireWithin(limits.form, requestContext().client);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return answer(request, viewer, { title: "Not just now", status: 429, content: <p>{error.message}</p> });
  }
  if (!(await unsubscribe(tokenOf(request)))) return answer(request, viewer, notWhole);
  return answer(request, viewer, {
    title: "No more community mails",
    content: (
      <p>
        They have ended. You can have them again at any time: switch them on in <a href="/account">your account</a>.
      </p>
    ),
  });
});
