import { randomUUID } from "node:crypto";
import { SelectField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { emergencyAction } from "../decision-actions";
import { emergencyTypes } from "../domain/emergency";
import { measureLabels } from "../domain/labels";
import type { Decisions } from "../data/decision-queries";
import { DeskSection } from "./desk-parts";

/** Records what one person stops at once. */
export function MeasureAtOnce({ shown }: { shown: Decisions }) {
  if (!shown.may.act) return null;
  return (
    <DeskSection id="at-once" title="Act at once">
      <p>
        Only when it cannot wait: it holds for two weeks at most, and somebody else must look at it within 24 hours.
        Everything else needs a snapshot of the evidence and a decision first.
      </p>
      {shown.reported.length === 0 ? (
        <p>Write down in the case whom it is about first.</p>
      ) : (
        <Form id="at-once-form" label="Act at once" action={emergencyAction}>
          <input type="hidden" name="case" value={shown.caseId} />
          <input type="hidden" name="act" value={randomUUID()} />
          <SelectField
            name="type"
            label="What"
            options={emergencyTypes.map((value) => ({ value, label: measureLabels[value] }))}
            initial="interim_protective"
          />
          <SelectField
            name="party"
            label="About whom"
            options={[{ value: "", label: "Choose" }, ...shown.reported.map(({ id, label }) => ({ value: id, label }))]}
            initial={shown.reported.length === 1 ? shown.reported[0]?.id : ""}
          />
          <TextAreaField name="terms" label="What is stopped, and why it cannot wait" rows={3} />
          <SubmitButton label="Record that this was done" kind="danger" />
        </Form>
      )}
    </DeskSection>
  );
}
