import { RadioField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { voteAction } from "../decision-actions";
import type { Decisions, ShownDecision } from "../data/decision-queries";
import { DeskMoment, DeskSection, Facts, WrittenText } from "./desk-parts";
import { MeasureList } from "./measure-list";

const stateLabels = { proposed: "Proposed", approved: "Decided", rejected: "Sent back", withdrawn: "Withdrawn" };
const voteLabels = { approve: "approves", reject: "sends it back", abstain: "abstains" };
const options = [
  { value: "approve", label: "Approve" },
  { value: "reject", label: "Send back, with a comment" },
  { value: "abstain", label: "Abstain" },
];

function VoteForm({ caseId, decision }: { caseId: string; decision: ShownDecision }) {
  return (
    <Form id={`vote-${decision.id}`} label="Vote" action={voteAction}>
      <input type="hidden" name="case" value={caseId} />
      <input type="hidden" name="decision" value={decision.id} />
      <RadioField name="vote" label="Your vote" options={options} />
      <TextAreaField name="comment" label="Comment" rows={3} />
      <SubmitButton label="Vote" kind="plain" />
    </Form>
  );
}

/** What was proposed in a case, the newest first, with its votes and what it still needs. */
export function DecisionVotes({ shown, zone }: { shown: Decisions; zone: string }) {
  if (shown.decisions.length === 0) return null;
  return (
    <DeskSection id="proposals" title="Proposals">
      {shown.decisions.map((decision) => (
        <article key={decision.id} className="space-y-3 border-s-2 border-control ps-3">
          <h3 className="font-bold">{stateLabels[decision.state]}</h3>
          <Facts
            facts={[
              [
                "By",
                <span key="by" dir="auto">
                  {decision.proposedBy}
                </span>,
              ],
              ["When", <DeskMoment key="when" at={decision.proposedAt} zone={zone} />],
              ["Legal", decision.isLegalConsulted ? "Was asked" : "Not asked"],
            ]}
          />
          <WrittenText>{decision.rationale}</WrittenText>
          <MeasureList caseId={shown.caseId} measures={decision.measures} zone={zone} />
          <ul>
            {decision.votes.map((vote) => (
              <li key={vote.by}>
                <span dir="auto">{vote.by}</span> {voteLabels[vote.value]}
                {vote.comment === "" ? null : <WrittenText>{vote.comment}</WrittenText>}
              </li>
            ))}
          </ul>
          {decision.missing.length === 0 ? null : (
            <ul className="list-disc ps-5">
              {decision.missing.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
          {decision.mayVote ? <VoteForm caseId={shown.caseId} decision={decision} /> : null}
        </article>
      ))}
    </DeskSection>
  );
}
