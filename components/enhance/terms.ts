/** Lets Escape close the definition of a term that is shown because the pointer or the focus is on it. */
export function dismissTerms(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll<HTMLElement>(".term:is(:hover, :focus-within)")) {
      term.dataset.dismissed = "";
      const show = () => delete term.dataset.dismissed;
      term.addEventListener("pointerleave", show, { once: true });
      term.addEventListener("focusout", show, { once: true });
    }
  });
}
