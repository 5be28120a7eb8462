import { SelectField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { findingAction } from "../decision-actions";
import { findingLabels, findingValues } from "../domain/labels";
import type { Decisions, ShownAllegation } from "../data/decision-queries";
import { DeskSection, Facts, Folded, WrittenText } from "./desk-parts";

const options = [
  { value: "", label: "Choose" },
  ...findingValues.map((value) => ({ value, label: findingLabels[value] })),
];

function FindingForm({ shown, allegation }: { shown: Decisions; allegation: ShownAllegation }) {
  return (
    <Form id={`finding-${allegation.id}`} label={`Finding: ${allegation.rule}`} action={findingAction}>
      <input type="hidden" name="case" value={shown.caseId} />
      <input type="hidden" name="version" value={shown.version} />
      <input type="hidden" name="allegation" value={allegation.id} />
      <SelectField name="finding" label="What was found" initial={allegation.finding ?? ""} options={options} />
      <TextAreaField name="reasoning" label="Why" initial={allegation.reasoning} />
      <SubmitButton label="Record the finding" about={allegation.rule} kind="plain" />
    </Form>
  );
}

/** The allegations of a case with what was found about each. */
export function DecisionFindings({ shown }: { shown: Decisions }) {
  return (
    <DeskSection id="findings" title="Findings">
      {shown.allegations.length === 0 ? (
        <p className="text-muted">There is no allegation yet: write one down in the case.</p>
      ) : null}
      {shown.allegations.map((allegation) => (
        <div key={allegation.id} className="space-y-3 border-s-2 border-control ps-3">
          <h3 className="font-bold">{allegation.rule}</h3>
          <Facts
            facts={[
              ["About", allegation.party],
              ["Finding", allegation.finding === null ? "None yet" : findingLabels[allegation.finding]],
              ...(allegation.foundBy === "" ? [] : [["By", allegation.foundBy] as const]),
            ]}
          />
          <Folded summary="What is alleged, and why it was found so">
            <WrittenText>{allegation.description}</WrittenText>
            {allegation.reasoning === "" ? null : <WrittenText>{allegation.reasoning}</WrittenText>}
          </Folded>
          {shown.may.find ? <FindingForm shown={shown} allegation={allegation} /> : null}
        </div>
      ))}
    </DeskSection>
  );
}
