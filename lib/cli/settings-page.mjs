import { settings } from "../settings.mjs";

const isCode = (/** @type {string} */ text) => !/[ `]/.test(text);

/** @param {string} fallback */
function shownFallback(fallback) {
  if (fallback === "") return "–";
  return isCode(fallback) ? `\`${fallback}\`` : fallback;
}

/** Returns the text of docs/settings.md: every setting, by group. @returns {string} */
export function settingsPage() {
  const groups = [...new Set(settings.map(({ group }) => group))];
  const tables = groups.map((group) =>
    [
      `## ${group}`,
      "",
      "| Variable | Default | Meaning |",
      "| --- | --- | --- |",
      ...settings
        .filter((setting) => setting.group === group)
        .map(({ name, fallback, meaning }) => `| \`${name}\` | ${shownFallback(fallback)} | ${meaning} |`),
    ].join("\n"),
  );
  const head = [
    "# Settings",
    "",
    "All of them come from the environment, and all have a default. A wrong value, or one that lacks another, stops the start with a sentence that names it. This page is made from `lib/settings.mjs`; `npx vitest run lib/cli/settings-page -u` writes it.",
  ].join("\n");
  return `${[head, ...tables].join("\n\n")}\n`;
}
