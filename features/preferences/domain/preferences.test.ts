import { describe, expect, it } from "vitest";
import * as preferences from "./preferences";

const { defaultPreferences, preferencesForm, preferencesOfCookies, preferencesOfValue, writePreferences } = preferences;
const cookie = (value: string) => `portal-preferences=${value}`;

describe("the preferences cookie", () => {
  const zones = [null, "UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"];
  const all = preferences.themes.flatMap((theme) =>
    preferences.widths.flatMap((width) => zones.map((zone) => ({ theme, width, zone }))),
  );

  it.each(all)("gives back what was kept: $theme, $width, $zone", (given) => {
    const value = encodeURIComponent(writePreferences(given));
    expect(preferencesOfCookies(`a=b; ${cookie(value)}; c=d`)).toEqual(given);
  });

  it("is empty when everything is as for everybody", () => {
    expect(writePreferences(defaultPreferences)).toBe("");
  });

  it.each([
    null,
    "",
    ";;;",
    "portal-preferences",
    cookie(""),
    cookie("%"),
    cookie("%E0%A4%A"),
    cookie("theme"),
    cookie("theme%3Devil"),
    cookie("theme%3Ddark%22%3E%3Cscript%3E"),
    cookie("zone%3DMars%2FBase"),
    cookie("zone%3D..%2F..%2Fetc%2Fpasswd"),
    cookie(`zone%3D${"a".repeat(100_000)}`),
    cookie("__proto__%3Da%26constructor%3Db"),
    cookie("width%3D%00"),
    "xportal-preferences=theme%3Ddark",
    "portal-preferences2=theme%3Ddark",
  ])("never throws and keeps to the defaults for %j", (header) => {
    expect(preferencesOfCookies(header)).toEqual(defaultPreferences);
  });

  it("keeps what is right beside something wrong", () => {
    expect(preferencesOfValue("theme=dark&width=huge&zone=nowhere&other=1")).toEqual({
      ...defaultPreferences,
      theme: "dark",
    });
  });

  it("can only be written in so many ways, so that documents are kept few times", () => {
    const written = ["theme=dark&x=1", "x=2&theme=dark", "theme=dark&theme=light"].map((value) =>
      writePreferences(preferencesOfValue(value)),
    );
    expect(new Set(written)).toEqual(new Set(["theme=dark"]));
  });
});

describe("the settings form", () => {
  it.each(["Mars/Base", "<script>", "a".repeat(100), "12345"])("refuses the zone %j in a sentence", (zone) => {
    const result = preferencesForm.safeParse({ theme: "dark", width: "wide", zone });
    expect(result.error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining("not a time zone")]);
  });

  it("takes no zone as none, and trims what was pasted", () => {
    expect(preferencesForm.parse({ theme: "dark", width: "wide", zone: " " }).zone).toBeNull();
    expect(preferencesForm.parse({ theme: "dark", width: "wide", zone: " Europe/Berlin " }).zone).toBe("Europe/Berlin");
  });

  it("refuses what it does not offer", () => {
    const result = preferencesForm.safeParse({ theme: "pink", zone: "" });
    expect(result.error?.issues.map(({ path }) => path[0])).toEqual(["theme", "width"]);
  });
});
