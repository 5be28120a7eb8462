import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import {
  DeskReportCase,
  DeskReportConflict,
  DeskReportContent,
  DeskReportFacts,
  DeskReportThread,
} from "@/features/conduct/components/desk-report";
import {
  DeskReportAnswers,
  DeskReportIdentity,
  DeskReportReasons,
  DeskReportSpam,
} from "@/features/conduct/components/desk-report-answers";
import { getReport } from "@/features/conduct/data/report-queries";
import { dayInWords } from "@/features/conduct/domain/due-words";
import { DeskRoom } from "../../desk-room";
import { enterDesk } from "../../require-desk";

export const metadata: Metadata = { title: "Desk", robots: { index: false } };

/** One report: what came in, and what the desk does with it. */
export default async function DeskReportPage({ params }: PageProps<"/conduct/desk/reports/[id]">) {
  const viewer = await enterDesk();
  const now = new Date();
  const report = await orNotFound(getReport(viewer, (await params).id, now));
  const zone = viewer.person.zone ?? "UTC";
  return (
    <DeskRoom title={`Report of ${dayInWords(report.submittedOn)}`}>
      <DeskReportFacts report={report} now={now} />
      <DeskReportContent report={report} />
      <DeskReportAnswers report={report} />
      <DeskReportThread report={report} zone={zone} />
      <DeskReportCase report={report} />
      <DeskReportReasons report={report} zone={zone} />
      <DeskReportIdentity report={report} />
      <DeskReportSpam report={report} />
      <DeskReportConflict report={report} />
    </DeskRoom>
  );
}
