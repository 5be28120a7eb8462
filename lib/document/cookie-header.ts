const preferencesName = "portal-preferences";

/**
 * Returns the raw value of the preferences cookie ("" without one), or null when the reader sent any other cookie:
 * such a reader may be somebody, and must be answered as that person.
 */
export function preferencesOnly(header: string | null): string | null {
  if (header === null || header.trim() === "") return "";
  let preferences = "";
  for (const part of header.split(";")) {
    const [name, ...value] = part.trim().split("=");
    if (name !== preferencesName) return null;
    preferences = value.join("=");
  }
  return preferences;
}
