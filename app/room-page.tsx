import type { ReactNode } from "react";

type RoomPageAttributes = { title: string; description?: ReactNode; isWide?: boolean; children: ReactNode };

/** The page of a room: its title, a sentence about it, and what is done there. */
export function RoomPage({ title, description, isWide = false, children }: RoomPageAttributes) {
  return (
    <div className={`mx-auto px-4 pt-10 sm:px-6 ${isWide ? "max-w-[72rem]" : "max-w-[42rem]"}`}>
      <h1 className="page-title" dir="auto">
        {title}
      </h1>
      {description === undefined ? null : <p className="page-description">{description}</p>}
      {children}
    </div>
  );
}
