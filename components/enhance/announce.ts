let region: HTMLElement | undefined;

/** Says something to those who do not see it happen. */
export function announce(message: string): void {
  if (region === undefined) {
    region = document.createElement("div");
    region.role = "status";
    region.className = "sr-only";
    document.body.append(region);
  }
  const place = region;
  place.textContent = "";
  // A region that has only just appeared, or that repeats itself, is read after a moment only.
  setTimeout(() => (place.textContent = message), 60);
}
