import type { ReactNode } from "react";
import { DemoBar } from "./demo-bar";
import { DocumentHead, type DocumentAbout } from "./document-head";
import { SiteFooter } from "./site-footer";
import { SiteHeader, type NavigationLink } from "./site-header";

/** What every page of the portal shows of the site it belongs to. */
export type SiteFrame = {
  name: string;
  description: string;
  language: string;
  /** Text of the style element that carries the community's own colours. */
  colours: string;
  navigation: NavigationLink[];
  footer: { title: string; links: NavigationLink[] }[];
  assets: { stylesheet: string; script: string; fonts: string[] };
  isDevelopment: boolean;
};

/** What every page of the portal shows of whom it is made for. */
export type ReaderFrame = {
  /** The way to sign in, or to the reader's account. */
  account: NavigationLink;
  /** True when the reader is signed in as a person of the demo. */
  isDemo: boolean;
};

type DocumentFrameAttributes = {
  site: SiteFrame;
  reader: ReaderFrame;
  about: DocumentAbout;
  preferences: { theme: string; width: string };
  children: ReactNode;
};

/** A whole document: head, header, main part and footer. */
export function DocumentFrame({ site, reader, about, preferences, children }: DocumentFrameAttributes) {
  return (
    <html
      lang={site.language}
      data-theme={preferences.theme}
      data-width={preferences.width}
      data-dev={site.isDevelopment ? "" : undefined}
    >
      <DocumentHead site={site} about={about} />
      <body>
        <a href="#content" className="skip-link">
          Skip to content
        </a>
        {reader.isDemo ? <DemoBar /> : null}
        <SiteHeader siteName={site.name} navigation={site.navigation} account={reader.account} path={about.path} />
        <main id="content" tabIndex={-1} className="w-full pb-24 outline-none">
          {children}
        </main>
        <SiteFooter siteName={site.name} description={site.description} groups={site.footer} />
      </body>
    </html>
  );
}
