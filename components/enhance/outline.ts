/** Marks the link of the section being read in every [data-outline]. */
export function markOutline(): void {
  const links = new Map<string, HTMLAnchorElement[]>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-outline] a[href^='#']")) {
    const id = decodeURIComponent(link.hash.slice(1));
    links.set(id, [...(links.get(id) ?? []), link]);
  }
  const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  if (headings.length === 0) return;
  let marked = "";
  const mark = () => {
    const line = innerHeight * 0.3;
    const isAtEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= line);
    // The last sections may be too short to ever reach the line.
    const current = (isAtEnd ? headings.at(-1) : passed.at(-1))?.id ?? "";
    if (current === marked) return;
    for (const link of links.get(marked) ?? []) link.removeAttribute("aria-current");
    for (const link of links.get(current) ?? []) link.setAttribute("aria-current", "true");
    marked = current;
  };
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
  for (const heading of headings) observer.observe(heading);
  const end = document.querySelector("footer");
  if (end) new IntersectionObserver(mark).observe(end);
}
