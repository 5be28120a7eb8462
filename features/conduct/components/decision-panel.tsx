import type { Viewer } from "@/lib/auth/viewer";
import { findingLabels } from "../domain/labels";
import { getDecisions } from "../data/decision-queries";
import { AppealList } from "./appeal-list";
import { MeasureList } from "./measure-list";

const link = "text-accent underline";
const stateTexts = { proposed: "proposed", approved: "decided", rejected: "sent back", withdrawn: "withdrawn" };

/** What was found, proposed and decided in a case, in short, with the ways to the pages where that is done. */
export async function DecisionPanel({ viewer, caseId }: { viewer: Viewer; caseId: string }) {
  const shown = await getDecisions(viewer, caseId);
  const zone = viewer.person.zone ?? "UTC";
  const found = shown.allegations.filter(({ finding }) => finding !== null);
  const [latest] = shown.decisions;
  const address = `/conduct/desk/cases/${caseId}`;
  return (
    <section aria-labelledby="decision" className="mt-8 border-t border-rule pt-4">
      <h2 id="decision" className="mb-3 font-display text-xl font-semibold">
        Decision and measures
      </h2>
      <div className="space-y-3">
        <p>
          {found.length} of {shown.allegations.length} allegations have a finding
          {found.length === 0
            ? ""
            : `: ${found.map(({ finding }) => finding && findingLabels[finding]).join(", ")}`}.{" "}
          {latest === undefined ? "Nothing is proposed yet." : `The last proposal is ${stateTexts[latest.state]}.`}
        </p>
        <MeasureList caseId={caseId} zone={zone} measures={[...(latest?.measures ?? []), ...shown.otherMeasures]} />
        <AppealList shown={shown} zone={zone} />
        <ul className="flex flex-wrap gap-x-6 gap-y-1">
          <li>
            <a href={`${address}/decision`} className={link}>
              Findings and decision
            </a>
          </li>
          <li>
            <a href={`${address}/measures`} className={link}>
              Measures, and acting at once
            </a>
          </li>
        </ul>
      </div>
    </section>
  );
}
