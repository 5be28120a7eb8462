import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { enterDesk } from "@/app/conduct/desk/require-desk";
import { AppealDesk } from "@/features/conduct/components/appeal-desk";
import { getAppeal } from "@/features/conduct/data/appeal-queries";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** One appeal: what was said, who answers it, and the answer. */
export default async function AppealPage({ params }: PageProps<"/conduct/desk/cases/[id]/appeals/[appeal]">) {
  const viewer = await enterDesk();
  const { id, appeal } = await params;
  const page = await orNotFound(getAppeal(viewer, id, appeal));
  return (
    <DeskRoom title="Appeal">
      <p className="mt-2">
        <a href={`/conduct/desk/cases/${id}`} className="text-accent underline">
          Case {page.codeName}
        </a>
      </p>
      <AppealDesk page={page} zone={viewer.person.zone ?? "UTC"} />
    </DeskRoom>
  );
}
