/** Plays a[data-video] in place after a click; nothing is asked of another origin before. */
export function playVideos(): void {
  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest<HTMLElement>("a[data-video]");
    if (!link) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.title = link.dataset.videoTitle ?? "Video";
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // YouTube refuses to play for an embedder that does not name itself.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.className = "aspect-video w-full rounded-lg border border-rule";
    frame.src = `https://www.youtube-nocookie.com/embed/${encodeURIComponent(link.dataset.video ?? "")}?autoplay=1`;
    link.replaceWith(frame);
    frame.focus();
  });
}
