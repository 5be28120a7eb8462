import { RadioField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { closeCaseAction, outcomeAction } from "../decision-actions";
import { outcomes, type Outcome } from "../domain/notice";
import type { Decisions } from "../data/decision-queries";
import { DeskSection } from "./desk-parts";

const labels: Record<Outcome, string> = {
  acted: "A breach was found, and we acted",
  not_a_breach: "No breach was found",
  not_enough_known: "Not enough is known",
  out_of_scope: "Not for us to decide",
  handed_over: "Passed on to those who can decide it",
};

/** Tells the reporters how it ended, and closes the case. */
export function DecisionOutcome({ shown }: { shown: Decisions }) {
  const isDecided = shown.state === "decided" || shown.state === "measures_active";
  if (!isDecided || !(shown.may.tell || shown.may.close)) return null;
  return (
    <DeskSection id="outcome" title="Tell the reporters, and close">
      <p>
        {shown.isNobodyToTell
          ? "No reporter of this case is to be contacted."
          : shown.untold === 0
            ? "Every reporter was told."
            : `${shown.untold === 1 ? "One reporter is" : `${shown.untold} reporters are`} still to be told. They never hear which measure somebody got.`}
      </p>
      {shown.may.tell && shown.untold > 0 ? (
        <Form id="outcome-form" label="Tell the reporters" action={outcomeAction}>
          <input type="hidden" name="case" value={shown.caseId} />
          <RadioField
            name="outcome"
            label="How it ended"
            options={outcomes.map((value) => ({ value, label: labels[value] }))}
          />
          <SubmitButton label="Tell them" kind="plain" />
        </Form>
      ) : null}
      {shown.may.close && shown.untold === 0 ? (
        <Form id="close-form" label="Close the case" action={closeCaseAction}>
          <input type="hidden" name="case" value={shown.caseId} />
          <input type="hidden" name="version" value={shown.version} />
          <p>Measures go on after the case is closed.</p>
          <SubmitButton label="Close the case" kind="plain" />
        </Form>
      ) : null}
    </DeskSection>
  );
}
