import { SelectField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { moveAction, proposePairedAction, settlePairedAction } from "../desk-actions";
import type { CaseMove } from "../domain/case-state";
import { CaseFields, type CasePartAttributes } from "./case-fields";
import { DeskSection, WrittenText } from "./desk-parts";

const moveLabels: Record<CaseMove, string> = {
  start_triage: "Start triage",
  investigate: "Start to investigate",
  put_out_of_scope: "Put out of scope",
  hand_over: "Hand over",
  await_information: "Wait for information",
  resume: "Go on investigating",
  propose: "Propose a decision",
  send_back: "Send the proposal back",
  decide: "Decide",
  activate: "Start the measures",
  close_without_measure: "Close",
  close: "Close",
  reopen: "Reopen",
  take_back: "Take back",
  merge: "Join with another case",
  purge: "Erase",
};

// These are made where what they need is written down.
const elsewhere: Partial<Record<CaseMove, { href: string; words: string }>> = {
  hand_over: { href: "#handover", words: "under “Hand-over”" },
  put_out_of_scope: { href: "#two-people", words: "by two people, below" },
  merge: { href: "#two-people", words: "by two people, below" },
};
const decided = { href: "#decision", words: "under “Decision”" };
const asksWhy = (move: CaseMove) => move === "reopen" || move === "take_back";
const isPlain = (move: CaseMove) =>
  ["start_triage", "investigate", "await_information", "resume", "reopen", "take_back"].includes(move);

/** Where a case can go from here, and what each way still lacks. */
export function CaseMoves({ shown, content }: CasePartAttributes) {
  if (content.moves.length === 0) return null;
  return (
    <DeskSection id="moves" title="What comes next">
      <ul className="space-y-3">
        {content.moves.map(({ move, to, isOwn, missing }) => {
          const place = elsewhere[move] ?? decided;
          return (
            <li key={move}>
              <p className="font-bold">
                {moveLabels[move]} <span className="font-normal text-muted">→ {to}</span>
              </p>
              {missing.length === 0 ? null : (
                <ul className="list-disc ps-5 text-[0.9375rem]">
                  {missing.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              )}
              {!isPlain(move) ? (
                <p className="text-[0.9375rem]">
                  This happens{" "}
                  <a href={place.href} className="underline">
                    {place.words}
                  </a>
                  .
                </p>
              ) : !isOwn ? (
                <p className="text-[0.9375rem] text-muted">This is for somebody else of the case.</p>
              ) : missing.length > 0 && !asksWhy(move) ? null : (
                <Form id={`move-${move}`} label={moveLabels[move]} action={moveAction} className="mt-1 space-y-3">
                  <CaseFields shown={shown} />
                  {asksWhy(move) ? <TextAreaField name="reason" label="New information" rows={2} /> : null}
                  <SubmitButton label={moveLabels[move]} kind="plain" name="move" value={move} />
                </Form>
              )}
            </li>
          );
        })}
      </ul>
    </DeskSection>
  );
}

type Proposal = { by: string; isOwn: boolean; reason: string };
type Settled = Pick<CasePartAttributes, "shown"> & { act: "merge" | "put_out_of_scope"; title: string; open: Proposal };

function OpenProposal({ shown, act, title, open }: Settled) {
  return (
    <div className="space-y-2">
      <p>
        <bdi>{open.by}</bdi> proposes: {title}.
      </p>
      <WrittenText>{open.reason}</WrittenText>
      <Form id={`settle-${act}`} label={`Answer: ${title}`} action={settlePairedAction}>
        <CaseFields shown={shown} />
        <input type="hidden" name="act" value={act} />
        <div className="flex flex-wrap gap-3">
          {open.isOwn ? (
            <p>A second person has to confirm it.</p>
          ) : (
            <SubmitButton label="Confirm" about={title} kind="danger" name="answer" value="confirm" />
          )}
          <SubmitButton label="End the proposal" about={title} kind="plain" name="answer" value="end" />
        </div>
      </Form>
    </div>
  );
}

/** What two people decide about a case before there is a decision. */
export function CaseTwoPeople({ shown, content }: CasePartAttributes) {
  const { scope, merge, mergeable: others } = content;
  const mayScope = shown.can.has("put_out_of_scope") && content.moves.some(({ move }) => move === "put_out_of_scope");
  const mayMerge = shown.can.has("merge") && content.moves.some(({ move }) => move === "merge");
  if (!mayScope && !mayMerge) return null;
  return (
    <DeskSection id="two-people" title="By two people">
      {!mayScope ? null : scope !== null ? (
        <OpenProposal shown={shown} act="put_out_of_scope" title="put it out of scope" open={scope} />
      ) : (
        <Form
          summary="Propose: out of scope"
          id="propose-scope"
          label="Propose to put it out of scope"
          action={proposePairedAction}
        >
          <CaseFields shown={shown} />
          <input type="hidden" name="act" value="put_out_of_scope" />
          <TextAreaField name="reason" label="Why" rows={2} />
          <SubmitButton label="Propose" about="out of scope" kind="plain" />
        </Form>
      )}
      {!mayMerge ? null : merge !== null ? (
        <OpenProposal shown={shown} act="merge" title={`join it with ${merge.codeName}`} open={merge} />
      ) : others.length === 0 ? null : (
        <Form
          summary="Propose: join with another case"
          id="propose-merge"
          label="Propose to join it with another case"
          action={proposePairedAction}
        >
          <CaseFields shown={shown} />
          <input type="hidden" name="act" value="merge" />
          <SelectField
            name="joins"
            label="The case that this one joins"
            help="Everything of this case moves there, and the conflicts of both hold in both."
            options={[
              { value: "", label: "Choose" },
              ...others.map(({ id, codeName }) => ({ value: id, label: codeName })),
            ]}
          />
          <TextAreaField name="reason" label="Why" rows={2} />
          <SubmitButton label="Propose" about="joining" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}
