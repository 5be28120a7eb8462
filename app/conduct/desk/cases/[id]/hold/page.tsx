import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { enterDesk } from "@/app/conduct/desk/require-desk";
import { HoldPanel } from "@/features/conduct/components/hold-panel";
import { findKeeping } from "@/features/conduct/data/retention-queries";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** How long a case is kept: holds, and erasing it before its time. */
export default async function HoldPage({ params }: PageProps<"/conduct/desk/cases/[id]/hold">) {
  const viewer = await enterDesk();
  const { id } = await params;
  const keeping = await orNotFound(findKeeping(viewer, id));
  return (
    <DeskRoom title={`Keeping ${keeping.codeName}`}>
      <p className="mt-4">
        <a href={`/conduct/desk/cases/${id}`} className="underline">
          The case
        </a>
      </p>
      <HoldPanel keeping={keeping} />
    </DeskRoom>
  );
}
