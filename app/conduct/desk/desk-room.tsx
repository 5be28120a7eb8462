import type { ReactNode } from "react";
import { RoomNavigation } from "@/app/room-navigation";
import { RoomPage } from "@/app/room-page";

const queue = { href: "/conduct/desk", label: "Queue" };
const forLeads = [
  { href: "/conduct/desk/figures", label: "Figures" },
  { href: "/conduct/desk/retention", label: "Retention" },
];

type DeskRoomAttributes = {
  title: string;
  /** Address of the room in the navigation, where it has a place there. */
  page?: string;
  /** Leads also look after figures and retention. */
  isLead?: boolean;
  children: ReactNode;
};

/** A room of the desk: the way to the queue and the others, and what is done in this one. */
export function DeskRoom({ title, page = "", isLead = false, children }: DeskRoomAttributes) {
  return (
    <>
      <RoomNavigation label="Desk" pages={isLead ? [queue, ...forLeads] : [queue]} page={page} isWide />
      <RoomPage title={title} isWide>
        {children}
      </RoomPage>
    </>
  );
}
