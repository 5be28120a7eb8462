import { SelectField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { answerHandoverAction, offerHandoverAction } from "../desk-actions";
import { counterpartLabels, counterparts, handoverStateLabels, type Counterpart } from "../domain/handover";
import { redactionText, underReviewText } from "../domain/notice";
import { CaseFields, type CasePartAttributes } from "./case-fields";
import { DeskMoment, DeskSection, Folded, WrittenText } from "./desk-parts";

const nextSteps = {
  offered: [
    { value: "accepted", label: "They accepted" },
    { value: "declined", label: "They declined" },
  ],
  accepted: [{ value: "completed", label: "They have the export or the access" }],
  declined: [],
  completed: [],
} as const;

/** Cases that come from, or go to, somebody else. */
export function CaseHandover({ shown, content, zone }: CasePartAttributes) {
  const mayLead = shown.can.has("hand_over");
  if (!mayLead && content.handovers.length === 0) return null;
  return (
    <DeskSection id="handover" title="Hand-over">
      <ul className="space-y-3">
        {content.handovers.map(({ id, direction, counterpart, state, at, reference }) => (
          <li key={id} className="space-y-2">
            <p>
              {direction === "in" ? "From" : "To"}: {counterpartLabels[counterpart as Counterpart]},{" "}
              {handoverStateLabels[state].toLowerCase()}, <DeskMoment at={at} zone={zone} />
            </p>
            <WrittenText>{reference}</WrittenText>
            {!mayLead || nextSteps[state].length === 0 ? null : (
              <Form id={`handover-${id}`} label="What the other side said" action={answerHandoverAction}>
                <CaseFields shown={shown} />
                <input type="hidden" name="handover" value={id} />
                <div className="flex flex-wrap gap-3">
                  {nextSteps[state].map(({ value, label }) => (
                    <SubmitButton key={value} label={label} kind="plain" name="answer" value={value} />
                  ))}
                </div>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {!mayLead ? null : (
        <Form
          summary="Write down a hand-over"
          id="handover-form"
          label="Write down a hand-over"
          action={offerHandoverAction}
        >
          <CaseFields shown={shown} />
          <SelectField
            name="direction"
            label="Direction"
            options={[
              { value: "out", label: "To somebody else" },
              { value: "in", label: "From somebody else" },
            ]}
          />
          <SelectField
            name="counterpart"
            label="Who"
            options={counterparts.map((value) => ({ value, label: counterpartLabels[value] }))}
          />
          <TextField name="reference" label="Who has it there, and how they call it" maxLength={2000} />
          <SubmitButton label="Write it down" about="as a hand-over" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** Texts for the place where the content stands, ready to be copied. */
export function CaseTexts({ content, contact }: { content: CasePartAttributes["content"]; contact: string }) {
  const rules = [...new Set(content.allegations.map(({ rule }) => rule))];
  return (
    <DeskSection id="texts" title="Texts to copy">
      <Folded summary="In place of content that is being looked at">
        <WrittenText>{underReviewText({ contact })}</WrittenText>
      </Folded>
      {rules.map((rule) => (
        <Folded key={rule} summary={`In place of content that was removed: ${rule}`}>
          <WrittenText>{redactionText({ rule, contact })}</WrittenText>
        </Folded>
      ))}
    </DeskSection>
  );
}
