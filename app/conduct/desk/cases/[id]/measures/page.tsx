import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { enterDesk } from "@/app/conduct/desk/require-desk";
import { MeasureAtOnce } from "@/features/conduct/components/measure-at-once";
import { MeasureList } from "@/features/conduct/components/measure-list";
import { getDecisions } from "@/features/conduct/data/decision-queries";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** All measures of a case, and acting at once. */
export default async function MeasuresPage({ params }: PageProps<"/conduct/desk/cases/[id]/measures">) {
  const viewer = await enterDesk();
  const { id } = await params;
  const shown = await orNotFound(getDecisions(viewer, id, "on a page of its own"));
  const measures = [...shown.decisions.flatMap((decision) => decision.measures), ...shown.otherMeasures];
  return (
    <DeskRoom title="Measures">
      <p className="mt-2 mb-6">
        <a href={`/conduct/desk/cases/${id}`} className="text-accent underline">
          Case {shown.codeName}
        </a>
      </p>
      <MeasureList caseId={id} measures={measures} zone={viewer.person.zone ?? "UTC"} />
      <MeasureAtOnce shown={shown} />
    </DeskRoom>
  );
}
