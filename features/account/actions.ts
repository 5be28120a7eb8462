"use server";

import { redirect } from "next/navigation";
import { formAction } from "@/lib/action";
import { endedSessionCookie, sessionCookie } from "@/lib/auth/session-cookie";
import { deleteAccount } from "./data/deletion-commands";
import { saveNotifications, saveProfile } from "./data/profile-commands";
import { deletionForm, notificationForm, profileForm } from "./domain/profile";

/** Saves one's own profile. */
export const saveProfileAction = formAction(profileForm, async (viewer, profile) => {
  await saveProfile(viewer, profile);
  return { message: "Saved." };
});

/** Switches community mails to oneself on or off. */
export const saveNotificationsAction = formAction(notificationForm, async (viewer, { community }) => {
  await saveNotifications(viewer, { community: community === "on" });
  return { message: community === "on" ? "Saved. Community mails come again." : "Saved. No more community mails." };
});

/** Deletes one's own account, for good. */
export const deleteAccountAction = formAction(
  deletionForm,
  async (viewer, _input, { cookies }) => {
    await deleteAccount(viewer);
    cookies.set(sessionCookie.name, "", endedSessionCookie);
    redirect("/account/deleted");
  },
  { isSensitive: true },
);
