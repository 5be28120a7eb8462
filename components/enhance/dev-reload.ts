/** Reloads the page when its sources change; only where the server says that it is for development. */
export function reloadOnChange(): void {
  if (document.documentElement.dataset.dev === undefined) return;
  new EventSource("/dev/changes").addEventListener("change", () => location.reload());
}
