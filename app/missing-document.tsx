import { MessagePage } from "@/components/layout/message-page";
import { ProblemList } from "@/components/ui/problem-list";
import type { Viewer } from "@/lib/auth/viewer";
import type { Problem } from "@/lib/content-problem";
import { answerFramedDocument } from "./framed-document";

/**
 * Answers for a path that leads nowhere; the same bytes whether the page is missing or not for this reader.
 * Problems are given in development only, when a page is missing because its file cannot be read.
 */
export function answerMissing(request: Request, viewer: Viewer, problems: readonly Problem[] = []): Promise<Response> {
  return answerFramedDocument(request, viewer, {
    about: {
      title: "Page not found",
      description: "There is no page at this address.",
      path: "/404",
      image: null,
      isIndexed: false,
    },
    parameters: problems.length > 0 ? null : "",
    render: () => ({
      status: 404,
      content: (
        <MessagePage title="There is no page here" mark="404">
          {problems.length > 0 ? (
            <ProblemList title="The file of this page cannot be read." problems={problems} />
          ) : null}
          <p>The address may be mistyped, or the page may have moved. Search for it, or start from the handbook.</p>
          <ul>
            <li>
              <a href="/search">Search the handbook</a>
            </li>
            <li>
              <a href="/handbook">Open the handbook</a>
            </li>
            <li>
              <a href="/pages">See what there is</a>
            </li>
            {viewer.isSignedIn ? null : (
              <li>
                <a href="/sign-in" data-account>
                  Sign in
                </a>
                , if you were given an address for members
              </li>
            )}
          </ul>
        </MessagePage>
      ),
    }),
  });
}
