import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { enterDesk } from "@/app/conduct/desk/require-desk";
import { AppealList } from "@/features/conduct/components/appeal-list";
import { DecisionFindings } from "@/features/conduct/components/decision-findings";
import { DecisionOutcome } from "@/features/conduct/components/decision-outcome";
import { DecisionProposal } from "@/features/conduct/components/decision-proposal";
import { DecisionVotes } from "@/features/conduct/components/decision-votes";
import { getDecisions } from "@/features/conduct/data/decision-queries";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** What is found, proposed and decided in a case, how its reporters are told, and its end. */
export default async function DecisionPage({ params }: PageProps<"/conduct/desk/cases/[id]/decision">) {
  const viewer = await enterDesk();
  const { id } = await params;
  const shown = await orNotFound(getDecisions(viewer, id, "on a page of its own"));
  const zone = viewer.person.zone ?? "UTC";
  return (
    <DeskRoom title="Findings and decision">
      <p className="mt-2">
        <a href={`/conduct/desk/cases/${id}`} className="text-accent underline">
          Case {shown.codeName}
        </a>
      </p>
      <div className="mt-6">
        <AppealList shown={shown} zone={zone} />
      </div>
      <DecisionVotes shown={shown} zone={zone} />
      <DecisionOutcome shown={shown} />
      <DecisionFindings shown={shown} />
      <DecisionProposal shown={shown} />
    </DeskRoom>
  );
}
