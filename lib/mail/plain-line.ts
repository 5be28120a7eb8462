// Marks that turn the direction of what follows could let one address look like another.
const turnsDirection = /[\u202A-\u202E\u2066-\u2069]/gu;
const breaksLine = /[\p{Cc}\u2028\u2029]+/gu;

/** Returns text as one line of at most so many characters, as it may stand in a header: no control characters. */
export function plainLine(text: string, most: number): string {
  const line = text.toWellFormed().replace(turnsDirection, "").replace(breaksLine, " ").replace(/\s+/gu, " ").trim();
  const characters = Array.from(line);
  return characters.length <= most ? line : `${characters.slice(0, most - 1).join("")}…`;
}
