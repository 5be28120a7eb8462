import type { NextRequest } from "next/server";
import { MessagePage } from "@/components/layout/message-page";
import { currentViewer } from "@/lib/auth/current-viewer";
import { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { answerFramedDocument } from "./framed-document";

type Route<Context> = (request: NextRequest, context: Context) => Promise<Response>;
type Handler<Context> = (request: NextRequest, viewer: Viewer, context: Context) => Promise<Response>;

function answerFailure(request: Request, viewer: Viewer, status: 500 | 503): Promise<Response> {
  return answerFramedDocument(request, viewer, {
    about: {
      title: "Something went wrong",
      description: "This page cannot be shown just now.",
      path: "/500",
      image: null,
      isIndexed: false,
    },
    parameters: null,
    render: () => ({
      status,
      content: (
        <MessagePage title="Something went wrong on our side" mark={String(status)}>
          <p>This page cannot be shown just now. Nothing you did caused it; try again in a moment.</p>
          <ul>
            <li>
              <a href="/handbook">Open the handbook</a>
            </li>
            <li>
              <a href="/">Go to the first page</a>
            </li>
          </ul>
        </MessagePage>
      ),
    }),
  });
}

/**
 * Wraps the handler of a document, or of what may answer with one, and tells it on whose behalf it is asked. Whatever
 * fails, the reader gets a calm page and the log gets the reason.
 */
export function documentRoute<Context>(handler: Handler<Context>): Route<Context> {
  return async (request, context) => {
    // Nobody in particular, for as long as it is not known who asks: that may be what fails.
    let viewer = Viewer.guest();
    try {
      viewer = await currentViewer();
      return await handler(request, viewer, context);
    } catch (error) {
      log.error("A document could not be answered.", error);
      return answerFailure(request, viewer, error instanceof AppError && error.kind === "unavailable" ? 503 : 500);
    }
  };
}
