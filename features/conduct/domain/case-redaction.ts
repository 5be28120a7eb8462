/** A name of somebody, and what stands for it in an export. */
export type Redaction = { name: string; instead: string };

// A short name is a word of other texts, too; and in scripts without spaces there is no edge of a word to look for.
const shortName = 4;
const hasNoSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const edgeBefore = "(?<![\\p{L}\\p{N}])";
const edgeAfter = "(?![\\p{L}\\p{N}])";

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** A name, without the sign in front of handles, and each longer part of a name of several words. */
function formsOf(name: string): string[] {
  const whole = name.normalize("NFC").trim().replace(/^@+/, "");
  const parts = whole.split(/[\s@]+/u).filter((part) => part.length >= 3);
  return [...new Set([whole, ...parts])].filter((form) => form !== "");
}

function patternOf(form: string): string {
  if (hasNoSpaces.test(form) || form.length > shortName) return escaped(form);
  return `${edgeBefore}${escaped(form)}${edgeAfter}`;
}

/**
 * Returns a function that puts what stands for people in place of their names and handles, in any case of letters. It
 * finds names that are known; what else a text tells of somebody, only a reader can see.
 */
export function redactorOf(redactions: readonly Redaction[]): (text: string) => string {
  const forms = redactions
    .flatMap(({ name, instead }) => formsOf(name).map((form) => ({ form, instead })))
    // The longest first, or a part would be found within a whole.
    .toSorted((one, other) => other.form.length - one.form.length);
  if (forms.length === 0) return (text) => text;
  const insteadOf = new Map(forms.toReversed().map(({ form, instead }) => [form.toLowerCase(), instead]));
  const pattern = new RegExp(forms.map(({ form }) => patternOf(form)).join("|"), "giu");
  return (text) => text.normalize("NFC").replace(pattern, (found) => insteadOf.get(found.toLowerCase()) ?? "[…]");
}
