import type { Metadata } from "next";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { FiguresTables } from "@/features/conduct/components/figures-tables";
import { findFigures } from "@/features/conduct/data/figures-queries";
import { requireRole } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** How many cases there were, and how long they took, as it may be published. */
export default async function FiguresPage() {
  const viewer = await requireRole("conduct_lead");
  const tables = await findFigures(viewer);
  return (
    <DeskRoom title="Figures" page="/conduct/desk/figures" isLead>
      <p className="page-description">What can be told about the work of the desk, and gives nobody away.</p>
      <FiguresTables tables={tables} />
    </DeskRoom>
  );
}
