/**
 * Returns the name of a time zone in its usual spelling, such as Europe/Berlin; null when this process knows no such
 * zone. A name that stands for another (Asia/Kolkata for Asia/Calcutta) stays what the person calls it.
 */
export function findZone(name: string): string | null {
  if (name === "" || name.length > 64) return null;
  try {
    const usual = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
    return usual.toLowerCase() === name.toLowerCase() ? usual : name;
  } catch {
    return null;
  }
}

/** Tells whether a name is a time zone that this process knows. */
export function isZone(name: string): boolean {
  return findZone(name) !== null;
}
