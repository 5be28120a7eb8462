type FigureAttributes = {
  src: string;
  alt: string;
  caption?: string;
  /** Pixels; both are needed so that nothing moves when the image arrives. */
  width?: number;
  height?: number;
  sources?: { srcSet: string; type: string }[];
};

export function Figure({ src, alt, caption, width, height, sources = [] }: FigureAttributes) {
  return (
    <figure className="my-8 break-inside-avoid">
      <picture>
        {sources.map((source) => (
          <source key={source.type} srcSet={source.srcSet} type={source.type} />
        ))}
        <img
          src={src}
          alt={alt}
          width={width}
          height={height}
          loading="lazy"
          decoding="async"
          className="h-auto max-w-full rounded-xs border border-rule"
        />
      </picture>
      {caption ? <figcaption className="mt-2 text-sm text-muted">{caption}</figcaption> : null}
    </figure>
  );
}
