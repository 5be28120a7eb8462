/** A plain link to the video; the enhancement script plays it in place, but only after a click. */
export function Video({ id, title }: { provider?: "youtube"; id: string; title: string }) {
  return (
    <figure className="my-8 break-inside-avoid">
      <a
        href={`https://www.youtube.com/watch?v=${encodeURIComponent(id)}`}
        data-video={id}
        data-video-title={title}
        className="group grid aspect-video place-content-center gap-2 rounded-lg border border-rule bg-surface p-4 text-center text-ink no-underline hover:border-control"
      >
        <span
          aria-hidden="true"
          className="mx-auto grid h-12 w-16 place-content-center rounded-lg bg-accent text-xl text-on-accent"
        >
          ▶
        </span>
        <span className="font-bold group-hover:underline">Play: {title}</span>
        <span className="text-sm text-muted">Opens YouTube. Nothing is loaded from there before.</span>
      </a>
    </figure>
  );
}
