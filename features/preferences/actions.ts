"use server";

import { guestAction } from "@/lib/action";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { preferencesCookie, preferencesForm, writePreferences } from "./domain/preferences";

const oneYearSeconds = 365 * 24 * 60 * 60;

/** Keeps how a reader wants pages to look in a cookie of the browser; nothing is stored on the server. */
export const savePreferencesAction = guestAction(preferencesForm, async (_viewer, preferences, { cookies }) => {
  cookies.set(preferencesCookie, writePreferences(preferences), {
    path: "/",
    maxAge: oneYearSeconds,
    sameSite: "lax",
    // The script's theme switch writes the same cookie.
    httpOnly: false,
    secure: sessionCookie.options.secure,
  });
  return { message: "Saved. Every page now looks this way in this browser." };
});
