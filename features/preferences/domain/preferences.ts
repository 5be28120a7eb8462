import { z } from "zod";
import { findZone } from "@/lib/time";

/** How a reader wants pages to look; kept in a cookie, so that it works without an account or a script. */
export const themes = ["system", "light", "dark"] as const;
export const widths = ["normal", "wide"] as const;
export type Preferences = {
  theme: (typeof themes)[number];
  width: (typeof widths)[number];
  /** IANA name; null means that times are shown in UTC, or in the browser's zone by the script. */
  zone: string | null;
};

export const preferencesCookie = "portal-preferences";
export const defaultPreferences: Preferences = { theme: "system", width: "normal", zone: null };

/** Reads preferences from fields such as a form's; what is missing or wrong becomes the default. */
function readPreferences(fields: { get(name: string): unknown }): Preferences {
  const theme = themes.find((known) => known === fields.get("theme"));
  const width = widths.find((known) => known === fields.get("width"));
  const zone = fields.get("zone");
  return {
    theme: theme ?? defaultPreferences.theme,
    width: width ?? defaultPreferences.width,
    zone: typeof zone === "string" ? findZone(zone) : null,
  };
}

/** Reads preferences from the value of their cookie, already decoded. */
export function preferencesOfValue(value: string): Preferences {
  return readPreferences(new URLSearchParams(value));
}

/** Reads preferences from a Cookie header; never throws. */
export function preferencesOfCookies(header: string | null): Preferences {
  const pair = (header ?? "").split(";").find((part) => part.trim().startsWith(`${preferencesCookie}=`));
  if (pair === undefined) return defaultPreferences;
  try {
    return preferencesOfValue(decodeURIComponent(pair.slice(pair.indexOf("=") + 1).trim()));
  } catch {
    return defaultPreferences;
  }
}

/** Writes preferences as the value of the cookie, the defaults left out; empty when all are the defaults. */
export function writePreferences({ theme, width, zone }: Preferences): string {
  const fields = new URLSearchParams();
  if (theme !== defaultPreferences.theme) fields.set("theme", theme);
  if (width !== defaultPreferences.width) fields.set("width", width);
  if (zone !== null) fields.set("zone", zone);
  return fields.toString();
}

/** The settings form: what a person sends. */
export const preferencesForm = z.object({
  theme: z.enum(themes, "Choose one of the themes."),
  width: z.enum(widths, "Choose one of the widths."),
  zone: z
    .string()
    .trim()
    .refine(
      (name) => name === "" || findZone(name) !== null,
      "This is not a time zone. Choose one from the list, such as Europe/Berlin.",
    )
    .transform(findZone),
});
