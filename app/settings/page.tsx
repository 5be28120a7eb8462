import type { Metadata } from "next";
import { cookies } from "next/headers";
import { PreferencesForm } from "@/features/preferences/components/preferences-form";
import { preferencesCookie, preferencesOfValue } from "@/features/preferences/domain/preferences";
import { getPublishedFacts } from "@/features/facts/data/facts-store";

export function generateMetadata(): Metadata {
  const { site } = getPublishedFacts().facts;
  return {
    title: `Settings · ${site.name}`,
    description: "Theme, time zone and reading width in this browser.",
    robots: { index: false },
  };
}

/** How pages look in this browser; the one room that needs no account. */
export default async function SettingsPage() {
  const preferences = preferencesOfValue((await cookies()).get(preferencesCookie)?.value ?? "");
  return (
    <div className="mx-auto max-w-[42rem] px-4 pt-10 sm:px-6">
      <h1 className="page-title">Settings</h1>
      <p className="page-description">
        How pages look in this browser. Your choice is kept in a cookie here; the portal stores nothing about you.
      </p>
      <PreferencesForm preferences={preferences} zones={["UTC", ...Intl.supportedValuesOf("timeZone")]} />
    </div>
  );
}
