// Contract: [data-theme-choice="system|light|dark"] is a button or a link (to the settings page, for those without
// a script). The chosen one carries aria-current="true" (link) or aria-pressed="true" (button).
import { announce } from "./announce";
import { keepPreference, readPreferences } from "./preferences";

function show(theme: string): void {
  document.documentElement.dataset.theme = theme;
  for (const choice of document.querySelectorAll<HTMLElement>("[data-theme-choice]")) {
    const attribute = choice.tagName === "BUTTON" ? "aria-pressed" : "aria-current";
    choice.setAttribute(attribute, String(choice.dataset.themeChoice === theme));
  }
}

/** Lets the reader choose light, dark or the system's theme, and remembers it. */
export function switchTheme(): void {
  const showChosen = () => show(readPreferences().get("theme") ?? "system");
  showChosen();
  // A page that comes back from the browser's memory does not know what was chosen since.
  addEventListener("pageshow", (event) => event.persisted && showChosen());
  document.addEventListener("click", (event) => {
    const choice = (event.target as Element).closest<HTMLElement>("[data-theme-choice]");
    const theme = choice?.dataset.themeChoice;
    if (!choice || !theme) return;
    event.preventDefault();
    keepPreference("theme", theme === "system" ? null : theme);
    show(theme);
    choice.closest<HTMLElement>("[popover]")?.hidePopover();
    announce(theme === "system" ? "Appearance follows the system." : `Appearance is ${theme}.`);
  });
}
