// Contract: [data-code] holds [data-code-bar] and a <pre>; the bar gets a button. A[data-copy-link] copies its own
// address. A[data-copy-markdown] copies the text at its href; what it shows stands in [data-copy-label] or in itself.
import { announce } from "./announce";

const shownMs = 2000;

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

/** Shows another text for a moment; the first one is kept across quick repeats. */
function flash(element: HTMLElement, text: string): void {
  element.dataset.was ??= element.textContent;
  element.textContent = text;
  setTimeout(() => {
    element.textContent = element.dataset.was ?? "";
    delete element.dataset.was;
  }, shownMs);
}

async function copy(text: string | Promise<string>, label: HTMLElement, done: string, sign = "Copied"): Promise<void> {
  if (label.dataset.was !== undefined) return;
  try {
    if (typeof text === "string") await navigator.clipboard.writeText(text);
    else {
      // Safari allows the clipboard only within the click itself, so it is handed the promise.
      const blob = text.then((value) => new Blob([value], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    }
    flash(label, sign);
    announce(done);
  } catch {
    flash(label, sign === "Copied" ? "Not copied" : "!");
    announce("Copying did not work.");
  }
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.text();
}

function addCodeButtons(): void {
  for (const block of document.querySelectorAll("[data-code]")) {
    const code = block.querySelector("pre");
    const bar = block.querySelector("[data-code-bar]");
    if (!code || !bar) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy the code");
    button.className =
      "min-w-16 cursor-pointer rounded-xs border border-control px-2 py-0.5 text-ink hover:bg-paper print:hidden";
    button.addEventListener("click", () => void copy(code.textContent.replace(/\n$/, ""), button, "Code copied."));
    bar.append(button);
  }
}

/** Copies code, links to headings, and pages as Markdown. */
export function copyOnRequest(): void {
  // The clipboard is missing on plain http; then links stay links and nothing promises to copy.
  if (!("clipboard" in navigator)) return;
  addCodeButtons();
  document.addEventListener("click", (event) => {
    if (!isPlainClick(event)) return;
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>("a[data-copy-link]");
    // The click still leads to the heading, so that the address bar agrees with the clipboard.
    if (link) void copy(link.href, link, "Link copied.", "✓");
    const page = target.closest<HTMLAnchorElement>("a[data-copy-markdown]");
    if (!page) return;
    event.preventDefault();
    void copy(fetchText(page.href), page.querySelector<HTMLElement>("[data-copy-label]") ?? page, "Page copied.");
  });
}
