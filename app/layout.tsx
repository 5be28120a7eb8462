import { cookies, headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { DemoBar } from "@/components/layout/demo-bar";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader, type NavigationLink } from "@/components/layout/site-header";
import { getPublishedSiteFrame } from "@/features/facts/data/site-frame";
import { preferencesCookie, preferencesOfValue } from "@/features/preferences/domain/preferences";
import { currentPath, currentViewer } from "@/lib/auth/current-viewer";
import { Viewer } from "@/lib/auth/viewer";
import { readerFrameOf } from "./reader-frame";

const isSigningIn = /^\/sign-in(?![^/?#])/;

/** Lets the way to sign in lead back to the room. */
function comingBack({ label, href }: NavigationLink, address: string): NavigationLink {
  return { label, href: isSigningIn.test(address) ? href : `${href}?next=${encodeURIComponent(address)}` };
}

/** The frame of every room: the same head, foot and styles as the documents have. */
export default async function RoomLayout({ children }: { children: ReactNode }) {
  await connection();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { theme, width } = preferencesOfValue((await cookies()).get(preferencesCookie)?.value ?? "");
  const site = getPublishedSiteFrame();
  const viewer = await currentViewer().catch(() => Viewer.guest());
  const { account, isDemo } = readerFrameOf(viewer);
  const address = await currentPath();
  const path = address.replace(/[?#].*$/, "");
  return (
    <html lang={site.language} data-theme={theme} data-width={width}>
      <head>
        {site.assets.fonts.map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
        ))}
        <link rel="stylesheet" href={site.assets.stylesheet} />
        <style nonce={nonce}>{site.colours}</style>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script type="module" nonce={nonce} src={site.assets.script} />
      </head>
      <body>
        <a href="#content" className="skip-link">
          Skip to content
        </a>
        {isDemo ? <DemoBar /> : null}
        <SiteHeader
          siteName={site.name}
          navigation={site.navigation}
          // A room is made for one person, so it may say whom.
          account={viewer.isSignedIn ? { ...account, label: viewer.person.name } : comingBack(account, address)}
          path={path}
        />
        <main id="content" tabIndex={-1} className="w-full pb-24 outline-none">
          {children}
        </main>
        <SiteFooter siteName={site.name} description={site.description} groups={site.footer} />
      </body>
    </html>
  );
}
