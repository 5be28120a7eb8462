import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { enterDesk } from "@/app/conduct/desk/require-desk";
import { ExportPanel } from "@/features/conduct/components/export-panel";
import { findExports } from "@/features/conduct/data/export-queries";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** What leaves the portal of a case: who asked for it, who allowed it, and how it is verified. */
export default async function ExportPage({ params }: PageProps<"/conduct/desk/cases/[id]/export">) {
  const viewer = await enterDesk();
  const { id } = await params;
  const found = await orNotFound(findExports(viewer, id));
  return (
    <DeskRoom title={`Export of ${found.codeName}`}>
      <p className="mt-4">
        <a href={`/conduct/desk/cases/${id}`} className="underline">
          The case
        </a>
      </p>
      <ExportPanel found={found} />
    </DeskRoom>
  );
}
