import { Figure } from "@/components/mdx/figure";
import { findPublishedImage } from "../data/media-queries";

/** A picture of a page in modern formats with its size, so that nothing moves when it arrives. */
export async function PageFigure({ src, alt, caption }: { src: string; alt: string; caption?: string }) {
  const image = await findPublishedImage(src);
  if (image === null) return <p className="text-muted">A picture is missing here: {alt}</p>;
  const { width, height, version } = image;
  const variant = (format: string) => `${src}?format=${format}&v=${version}`;
  return (
    <Figure
      src={`${src}?v=${version}`}
      alt={alt}
      caption={caption}
      width={width}
      height={height}
      sources={[
        { srcSet: variant("avif"), type: "image/avif" },
        { srcSet: variant("webp"), type: "image/webp" },
      ]}
    />
  );
}
