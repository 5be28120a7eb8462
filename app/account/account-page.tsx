import type { ReactNode } from "react";
import { RoomNavigation } from "@/app/room-navigation";
import { RoomPage } from "@/app/room-page";
import type { Viewer } from "@/lib/auth/viewer";

const pages = [
  { href: "/account", label: "Profile" },
  { href: "/account/sessions", label: "Signing in" },
  { href: "/account/second-factor", label: "Second factor" },
  { href: "/account/data", label: "Your data" },
  { href: "/inbox", label: "Inbox" },
];

/** Where the viewer's roles have them work, beyond the account. */
function workOf(viewer: Viewer) {
  const isLead = viewer.has("conduct_lead");
  return [
    ...(isLead || viewer.has("conduct_moderator") ? [{ href: "/conduct/desk", label: "Desk" }] : []),
    ...(viewer.has("admin") ? [{ href: "/admin", label: "Administration" }] : []),
    ...(isLead && !viewer.has("admin") ? [{ href: "/admin/people", label: "People" }] : []),
  ];
}

type AccountPageAttributes = {
  viewer: Viewer;
  /** Address of the page in the navigation; a page below another one names that. */
  page: string;
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** A page of the account, with the way to the others. */
export function AccountPage({ viewer, page, title, description, children }: AccountPageAttributes) {
  return (
    <>
      <RoomNavigation label="Account" pages={[...pages, ...workOf(viewer)]} page={page} />
      <RoomPage title={title} description={description}>
        <div className="mt-8 space-y-12">{children}</div>
      </RoomPage>
    </>
  );
}
