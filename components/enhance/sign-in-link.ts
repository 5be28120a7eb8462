// Contract: a[data-account] that leads to /sign-in comes back to the page being read. The link itself cannot say so:
// one document may be answered at many addresses, such as the one for pages that are missing.
/** Lets the way to sign in lead back to where the reader is. */
export function comeBackAfterSignIn(): void {
  if (location.pathname.startsWith("/sign-in")) return;
  const here = location.pathname + location.search;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-account]"))
    if (link.pathname === "/sign-in" && link.search === "") link.search = `next=${encodeURIComponent(here)}`;
}
