import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { RoomPage } from "@/app/room-page";
import { DeskReading } from "@/features/conduct/components/desk-reading";
import { getReadingItems } from "@/features/conduct/data/reading-queries";
import { enterDesk } from "../../../require-desk";

export const metadata: Metadata = { title: "Desk", robots: { index: false } };

/** What somebody who speaks a language was asked to read, and nothing else of its case. */
export default async function ReadingPage({ params }: PageProps<"/conduct/desk/cases/[id]/reading">) {
  const viewer = await enterDesk();
  const { id } = await params;
  const items = await orNotFound(getReadingItems(viewer, id));
  return (
    <RoomPage
      title="Please read this for us"
      description="You see what you were asked to read. Please speak about it with nobody but the Conduct Team."
    >
      <DeskReading caseId={id} items={items} />
    </RoomPage>
  );
}
