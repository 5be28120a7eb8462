import type { Metadata } from "next";
import { NotificationForm } from "@/features/account/components/notification-form";
import { ProfileForm } from "@/features/account/components/profile-form";
import { RoleList } from "@/features/account/components/role-list";
import { findNotifications } from "@/features/account/data/profile-queries";
import { OwnRoles } from "@/features/people/components/own-roles";
import { listOwnGrants } from "@/features/people/data/people-queries";
import { SignOut } from "@/features/sign-in/components/sign-out";
import { requireViewer } from "@/lib/auth/current-viewer";
import { AccountPage } from "./account-page";

export const metadata: Metadata = { title: "Your account", robots: { index: false } };

/** Who a person is here, which mails they get, and which roles they hold. */
export default async function ProfilePage() {
  const viewer = await requireViewer();
  const { name, email, zone, language, roles } = viewer.person;
  const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];
  const notifications = await findNotifications(viewer);
  return (
    <AccountPage viewer={viewer} page="/account" title="Your account">
      <ProfileForm {...{ name, email, zone, language, zones }} />
      <NotificationForm notifications={notifications} />
      <RoleList roles={roles} sleeping={viewer.sleepingRoles} />
      <OwnRoles grants={await listOwnGrants(viewer)} />
      <SignOut />
    </AccountPage>
  );
}
