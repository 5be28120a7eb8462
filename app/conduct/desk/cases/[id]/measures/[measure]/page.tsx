import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { enterDesk } from "@/app/conduct/desk/require-desk";
import { Facts, WrittenText } from "@/features/conduct/components/desk-parts";
import { MeasureList } from "@/features/conduct/components/measure-list";
import {
  MeasureEnd,
  MeasureReview,
  MeasureStart,
  MeasureSteps,
  MeasureTexts,
} from "@/features/conduct/components/measure-work";
import { NoticeLetter } from "@/features/conduct/components/notice-letter";
import { getMeasure } from "@/features/conduct/data/measure-queries";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** One measure: its letter, its beginning, what is done for it elsewhere, and its end. */
export default async function MeasurePage({ params }: PageProps<"/conduct/desk/cases/[id]/measures/[measure]">) {
  const viewer = await enterDesk();
  const { id, measure } = await params;
  const page = await orNotFound(getMeasure(viewer, id, measure));
  const zone = viewer.person.zone ?? "UTC";
  return (
    <DeskRoom title={page.measure.label}>
      <p className="mt-2 mb-6">
        <a href={`/conduct/desk/cases/${id}`} className="text-accent underline">
          Case {page.codeName}
        </a>
      </p>
      <MeasureList caseId={id} measures={[page.measure]} zone={zone} />
      <div className="mt-4">
        <Facts
          facts={[
            [
              "Conditions",
              page.measure.terms === "" ? "None" : <WrittenText key="terms">{page.measure.terms}</WrittenText>,
            ],
          ]}
        />
      </div>
      <MeasureReview page={page} zone={zone} />
      <NoticeLetter page={page} zone={zone} />
      <MeasureStart page={page} />
      <MeasureSteps page={page} zone={zone} />
      <MeasureEnd page={page} />
      <MeasureTexts page={page} />
    </DeskRoom>
  );
}
