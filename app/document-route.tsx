import type { NextRequest } from "next/server";
import { MessagePage } from "@/components/layout/message-page";
import { log } from "@/lib/log";
import { answerFramedDocument } from "./framed-document";

type Handler<Context> = (request: NextRequest, context: Context) => Promise<Response>;

function answerFailure(request: Request): Promise<Response> {
  return answerFramedDocument(request, {
    about: {
      title: "Something went wrong",
      description: "This page cannot be shown just now.",
      path: "/500",
      image: null,
      isIndexed: false,
    },
    parameters: null,
    tier: "public",
    render: () => ({
      status: 500,
      content: (
        <MessagePage title="Something went wrong on our side" mark="500">
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

/** Wraps the handler of a document: whatever fails, the reader gets a calm page and the log gets the reason. */
export function documentRoute<Context>(handler: Handler<Context>): Handler<Context> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (error) {
      log.error("A document could not be answered.", error);
      return answerFailure(request);
    }
  };
}
