import type { ReactNode } from "react";
import { RoomNavigation } from "@/app/room-navigation";
import { RoomPage } from "@/app/room-page";
import type { Viewer } from "@/lib/auth/viewer";

const rooms = [
  { href: "/admin", label: "Overview" },
  { href: "/admin/people", label: "People" },
  { href: "/admin/audit", label: "Audit log" },
  { href: "/admin/jobs", label: "Jobs" },
  { href: "/admin/mail", label: "Mail" },
];

type AdminRoomAttributes = {
  viewer: Viewer;
  /** Address of the room, to mark it in the navigation; a page below a room names the room. */
  room: string;
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** A room of the administration: the way to the others that the viewer may enter, and what is done in this one. */
export function AdminRoom({ viewer, room, title, description, children }: AdminRoomAttributes) {
  const open = rooms.filter(({ href }) => viewer.has("admin") || href === "/admin/people");
  return (
    <>
      <RoomNavigation label="Administration" pages={open} page={room} isWide />
      <RoomPage title={title} description={description} isWide>
        {children}
      </RoomPage>
    </>
  );
}
