import { cookies, headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { SiteFooter } from "@/components/layout/site-footer";
import { SiteHeader } from "@/components/layout/site-header";
import { getPublishedSiteFrame } from "@/features/facts/data/site-frame";
import { preferencesCookie, preferencesOfValue } from "@/features/preferences/domain/preferences";

/** The frame of every room: the same head, foot and styles as the documents have. */
export default async function RoomLayout({ children }: { children: ReactNode }) {
  await connection();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { theme, width } = preferencesOfValue((await cookies()).get(preferencesCookie)?.value ?? "");
  const site = getPublishedSiteFrame();
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
        <SiteHeader siteName={site.name} navigation={site.navigation} path="/settings" />
        <main id="content" tabIndex={-1} className="w-full pb-24 outline-none">
          {children}
        </main>
        <SiteFooter siteName={site.name} description={site.description} groups={site.footer} />
      </body>
    </html>
  );
}
