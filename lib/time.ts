/** Tells whether a name is a time zone that this process knows, such as Europe/Berlin; never throws. */
export function isZone(name: string): boolean {
  try {
    return name.length <= 64 && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
