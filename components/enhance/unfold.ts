// Contract: <details data-unfolds="50rem"> is folded on a narrow screen and open on one at least that wide.
// The stylesheet already shows its content there; this makes the element say so, too.
export function unfoldWithRoom(): void {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details[data-unfolds]")) {
    const query = matchMedia(`(width >= ${details.dataset.unfolds})`);
    const follow = () => (details.open = query.matches);
    query.addEventListener("change", follow);
    follow();
  }
}
