import type { ReactNode } from "react";
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
      <nav aria-label="Administration" className="border-b border-rule">
        <ul className="mx-auto flex max-w-[72rem] flex-wrap gap-x-1 px-2 py-1 text-[0.9375rem] sm:px-4">
          {open.map(({ href, label }) => (
            <li key={href}>
              <a
                href={href}
                aria-current={href === room ? "page" : undefined}
                className="block rounded-lg px-2.5 py-2 no-underline hover:bg-surface aria-[current]:font-bold aria-[current]:text-accent"
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <RoomPage title={title} description={description} isWide>
        {children}
      </RoomPage>
    </>
  );
}
