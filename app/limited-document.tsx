import { MessagePage } from "@/components/layout/message-page";
import type { Viewer } from "@/lib/auth/viewer";
import { answerFramedDocument } from "./framed-document";

/** Answers a reader who asks faster than people do, with the sentence of the limit and when it is over at the latest. */
export async function answerLimited(
  request: Request,
  viewer: Viewer,
  { sentence, seconds }: { sentence: string; seconds: number },
): Promise<Response> {
  const response = await answerFramedDocument(request, viewer, {
    about: {
      title: "Not so fast",
      description: "Too many questions in a short time.",
      path: "/429",
      image: null,
      isIndexed: false,
    },
    parameters: null,
    render: () => ({
      status: 429,
      content: (
        <MessagePage title="Not so fast" mark="429">
          <p>{sentence}</p>
          <ul>
            <li>
              <a href="/handbook">Open the handbook</a>
            </li>
            <li>
              <a href="/pages">See what there is</a>
            </li>
          </ul>
        </MessagePage>
      ),
    }),
  });
  response.headers.set("Retry-After", String(seconds));
  return response;
}
