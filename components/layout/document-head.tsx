import type { SiteFrame } from "./document-frame";

/** What a document says about itself to browsers, search engines and link previews. */
export type DocumentAbout = {
  title: string;
  description: string;
  path: string;
  origin: string;
  /** Path of the preview image; null when the document must leave none. */
  image: string | null;
  modifiedAt?: Date | null;
  isIndexed?: boolean;
  /** Path of the same page as Markdown. */
  markdown?: string;
  structuredData?: Record<string, unknown>[];
  previous?: string | null;
  next?: string | null;
};

// "</script>" in a title must not end the element.
const asJson = (data: unknown) => JSON.stringify(data).replace(/</g, "\\u003c");

export function DocumentHead({ site, about }: { site: SiteFrame; about: DocumentAbout }) {
  const url = `${about.origin}${about.path}`;
  const title = about.title === site.name ? site.name : `${about.title} · ${site.name}`;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="description" content={about.description} />
      <meta name="color-scheme" content="light dark" />
      {site.assets.fonts.map((font) => (
        <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossOrigin="anonymous" />
      ))}
      <link rel="stylesheet" href={site.assets.stylesheet} />
      <style>{site.colours}</style>
      <script type="module" src={site.assets.script} />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      {about.isIndexed === false ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={url} />}
      {about.markdown === undefined ? null : <link rel="alternate" type="text/markdown" href={about.markdown} />}
      <link rel="alternate" type="application/atom+xml" title="Changed pages" href="/feed.xml" />
      {about.previous ? <link rel="prev" href={about.previous} /> : null}
      {about.next ? <link rel="next" href={about.next} /> : null}
      <meta property="og:type" content={about.path === "/" ? "website" : "article"} />
      <meta property="og:site_name" content={site.name} />
      <meta property="og:title" content={about.title} />
      <meta property="og:description" content={about.description} />
      <meta property="og:url" content={url} />
      {about.image === null ? null : (
        <>
          <meta property="og:image" content={`${about.origin}${about.image}`} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta
            property="og:image:alt"
            content={about.title === site.name ? site.name : `${about.title}, ${site.name}`}
          />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {about.modifiedAt ? <meta property="article:modified_time" content={about.modifiedAt.toISOString()} /> : null}
      {about.structuredData?.map((data) => (
        <script
          key={String(data["@type"])}
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: asJson({ "@context": "https://schema.org", ...data }) }}
        />
      ))}
    </head>
  );
}
