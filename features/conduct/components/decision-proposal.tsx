import { CheckField, SelectField, TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { proposeAction } from "../decision-actions";
import { measureSlots, type MeasureSlot } from "../domain/decision-form";
import { measureLabels, tierLabels } from "../domain/labels";
import { measureTypes, tierOf } from "../domain/measure";
import type { Decisions } from "../data/decision-queries";
import { DeskSection } from "./desk-parts";

const types = [
  { value: "", label: "No measure" },
  ...measureTypes.map((value) => ({ value, label: `${measureLabels[value]} (${tierLabels[tierOf(value)]})` })),
];

function Slot({ at, shown }: { at: MeasureSlot; shown: Decisions }) {
  const [first] = shown.reported;
  return (
    <fieldset className="space-y-4 rounded-lg border border-rule p-4">
      <legend className="px-1 font-bold">Measure {at}</legend>
      <SelectField name={`type${at}`} label="What" options={types} />
      <SelectField
        name={`party${at}`}
        label="About whom"
        initial={shown.reported.length === 1 ? first?.id : ""}
        options={[{ value: "", label: "Choose" }, ...shown.reported.map(({ id, label }) => ({ value: id, label }))]}
      />
      <TextField name={`days${at}`} label="For how many days" inputMode="numeric" help="Empty for what has no end." />
      <TextAreaField name={`terms${at}`} label="Where it holds, and under which conditions" rows={2} />
    </fieldset>
  );
}

/** Proposes what to do, or says what is missing before somebody can. */
export function DecisionProposal({ shown }: { shown: Decisions }) {
  if (!shown.may.propose) return null;
  return (
    <DeskSection id="proposal" title="Propose a decision">
      {shown.missing.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {shown.hasSnapshot ? null : (
        <p>Seal a snapshot of the evidence first: without one, no measure can be proposed.</p>
      )}
      {shown.missing.length > 0 ? null : (
        <Form id="propose" label="Propose a decision" action={proposeAction}>
          <input type="hidden" name="case" value={shown.caseId} />
          <input type="hidden" name="version" value={shown.version} />
          <TextAreaField name="rationale" label="Why this is the right answer" />
          {measureSlots.map((at) => (
            <Slot key={at} at={at} shown={shown} />
          ))}
          <CheckField
            name="legal"
            label="Legal was asked"
            help="Needed for everything that holds for more than 60 days and ends."
          />
          <SubmitButton label="Propose" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}
