// Contract: a[data-search-open] leads to /search; with this script it opens the dialog, as do "/" and Ctrl or Cmd-K.
const load = () => import("./search-dialog");

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Opens the search dialog; its code is fetched when somebody reaches for it. */
export function openSearch(): void {
  const link = document.querySelector<HTMLAnchorElement>("a[data-search-open]");
  if (!link) return;
  const open = async (opener: HTMLElement | null) => {
    try {
      const { showSearch } = await load();
      showSearch(link.pathname, opener);
    } catch {
      // Without the dialog's code the page for searching is still there.
      location.assign(link.href);
    }
  };
  // A failed early fetch is of no interest: the click tries again.
  const prepare = () => void load().catch(() => undefined);
  for (const event of ["pointerenter", "focus"]) link.addEventListener(event, prepare, { once: true });
  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const opener = (event.target as Element).closest<HTMLElement>("a[data-search-open]");
    if (!opener) return;
    event.preventDefault();
    void open(opener);
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.defaultPrevented) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const isSlash = event.key === "/" && !isCommand && !isTyping(event.target);
    const isK = event.key.toLowerCase() === "k" && isCommand && !event.shiftKey;
    if (!isSlash && !isK) return;
    event.preventDefault();
    void open(document.activeElement instanceof HTMLElement ? document.activeElement : null);
  });
}
