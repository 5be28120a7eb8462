import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { CaseEvidence } from "@/features/conduct/components/case-evidence";
import { CaseHandover, CaseTexts } from "@/features/conduct/components/case-handover";
import { CaseMoves, CaseTwoPeople } from "@/features/conduct/components/case-moves";
import { CaseDescription, CaseFacts, CaseHearing } from "@/features/conduct/components/case-overview";
import { CaseAllegations, CaseParties } from "@/features/conduct/components/case-people";
import { CaseCloseness, CaseNativeReader, CaseTeam } from "@/features/conduct/components/case-team";
import { CaseNotes, CaseReportedThreads, CaseReports, CaseTimeline } from "@/features/conduct/components/case-writing";
import { DecisionPanel } from "@/features/conduct/components/decision-panel";
import { getCase } from "@/features/conduct/data/case-queries";
import { getHistory, getTimeline } from "@/features/conduct/data/history-queries";
import { rulesInForce } from "@/features/conduct/domain/rules";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { DeskRoom } from "../../desk-room";
import { enterDesk } from "../../require-desk";

export const metadata: Metadata = { title: "Desk", robots: { index: false } };

/** One case: everything the team knows of it and does about it. */
export default async function DeskCasePage({ params }: PageProps<"/conduct/desk/cases/[id]">) {
  const viewer = await enterDesk();
  const now = new Date();
  const shown = await orNotFound(getCase(viewer, (await params).id, now));
  const { content } = shown;
  const zone = viewer.person.zone ?? "UTC";
  if (content === null)
    return (
      <DeskRoom title={shown.codeName}>
        <CaseFacts shown={shown} zone={zone} now={now} />
        <p className="mt-6">What is in it is for those who work on it.</p>
        <CaseCloseness shown={shown} />
      </DeskRoom>
    );
  const { conductRules, site } = getPublishedFacts().facts;
  const part = { shown, content, zone };
  const history = await getHistory(viewer, shown.id);
  const events = shown.can.has("read_case_audit") ? await getTimeline(viewer, shown.id) : null;
  return (
    <DeskRoom title={shown.codeName}>
      <div className="gap-x-10 lg:grid lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <CaseDescription {...part} />
          <CaseReports {...part} />
          <CaseParties {...part} history={history} />
          <CaseAllegations {...part} rules={rulesInForce(conductRules)} />
          <CaseEvidence {...part} />
          <CaseHearing {...part} />
          <div id="decision">
            <DecisionPanel viewer={viewer} caseId={shown.id} />
          </div>
          <CaseReportedThreads {...part} />
          <CaseNotes {...part} />
          {events === null ? null : <CaseTimeline events={events} zone={zone} />}
        </div>
        <div className="min-w-0">
          <div className="mt-8 border-t border-rule pt-4">
            <CaseFacts shown={shown} zone={zone} now={now} />
          </div>
          <CaseMoves {...part} />
          <CaseCloseness shown={shown} />
          <CaseTwoPeople {...part} />
          <CaseTeam {...part} />
          <CaseNativeReader {...part} />
          <CaseHandover {...part} />
          {shown.can.has("edit_case") ? (
            <p className="flex flex-wrap gap-x-6">
              <a href={`/conduct/desk/cases/${shown.id}/hold`} className="underline">
                Keeping and erasing
              </a>
              <a href={`/conduct/desk/cases/${shown.id}/export`} className="underline">
                Export
              </a>
            </p>
          ) : null}
          <CaseTexts content={content} contact={site.contacts.conduct?.value ?? ""} />
        </div>
      </div>
    </DeskRoom>
  );
}
