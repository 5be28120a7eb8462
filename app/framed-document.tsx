import type { ReactNode } from "react";
import { readerFrameOf } from "@/app/reader-frame";
import type { DocumentAbout } from "@/components/layout/document-head";
import { DocumentFrame } from "@/components/layout/document-frame";
import { ProblemList } from "@/components/ui/problem-list";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedOrigin, getPublishedSiteFrame } from "@/features/facts/data/site-frame";
import { preferencesOfCookies, writePreferences, type Preferences } from "@/features/preferences/domain/preferences";
import { answerDocument, type VersionWatch } from "@/lib/document/answer";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";

type FramedDocument = {
  about: Omit<DocumentAbout, "origin">;
  /** The parameters of the request that change the document; null when it must not be kept. */
  parameters?: string | null;
  /** Versions of what the document shows beside the facts. */
  version?: VersionWatch;
  expiresAt?: Date | null;
  render: (preferences: Preferences) => FramedContent | Promise<FramedContent>;
};

const unchanging: VersionWatch = { before: "", now: () => "" };

// In a function of its own: what is kept with an address must not hold on to the page tree it was made from.
function withFacts({ before, now }: VersionWatch, assets: string): VersionWatch {
  const join = (content: string) => {
    const { version, problems } = getPublishedFacts();
    return [version, problems.length, content, assets].join(" ");
  };
  return { before: join(before), now: () => join(now()) };
}

type FramedContent = { content: ReactNode; status?: number };

/** Answers a request with a document in the portal's frame, for the reader's tier and in their preferences. */
export function answerFramedDocument(request: Request, viewer: Viewer, document: FramedDocument): Promise<Response> {
  const preferences = preferencesOfCookies(request.headers.get("cookie"));
  const chosen = writePreferences(preferences);
  const site = getPublishedSiteFrame();
  const { problems } = getPublishedFacts();
  const { about, parameters = "", expiresAt } = document;
  return answerDocument(request, {
    key: parameters === null ? null : `${about.path}?${parameters} ${chosen}`,
    version: withFacts(document.version ?? unchanging, `${site.assets.stylesheet} ${site.assets.script}`),
    tier: viewer.tier,
    expiresAt,
    inlineStyles: [site.colours],
    isPersonal: chosen !== "",
    render: async () => {
      const { content, status } = await document.render(preferences);
      const whole = (
        <DocumentFrame
          site={site}
          reader={readerFrameOf(viewer)}
          about={{ ...about, origin: getPublishedOrigin() }}
          preferences={preferences}
        >
          {env.isDevelopment && problems.length > 0 ? (
            <ProblemList title="A data file cannot be read; its last good values are shown." problems={problems} />
          ) : null}
          {content}
        </DocumentFrame>
      );
      return { element: whole, status };
    },
  });
}
