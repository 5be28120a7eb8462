const cookie = "portal-preferences";

/** Reads what the reader has chosen from the cookie that the settings page writes too. */
export function readPreferences(): URLSearchParams {
  const pair = document.cookie.split("; ").find((part) => part.startsWith(`${cookie}=`));
  try {
    return new URLSearchParams(decodeURIComponent(pair?.slice(cookie.length + 1) ?? ""));
  } catch {
    return new URLSearchParams();
  }
}

/** Keeps one choice for a year and leaves the others as they are; null goes back to the default. */
export function keepPreference(name: string, value: string | null): void {
  const chosen = readPreferences();
  if (value === null) chosen.delete(name);
  else chosen.set(name, value);
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const lifetimeSeconds = chosen.size > 0 ? 31_536_000 : 0;
  const text = encodeURIComponent(chosen.toString());
  document.cookie = `${cookie}=${text}; Path=/; Max-Age=${lifetimeSeconds}; SameSite=Lax${secure}`;
}

/** Returns the zone the reader has chosen, else the one of the browser. */
export function readerZone(): string {
  const chosen = readPreferences().get("zone");
  try {
    return new Intl.DateTimeFormat("en", chosen ? { timeZone: chosen } : {}).resolvedOptions().timeZone;
  } catch {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
