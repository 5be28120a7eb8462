import { CheckListField, RadioField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { endMeasureAction, reviewAction, startMeasureAction, stepsAction } from "../decision-actions";
import type { MeasurePage } from "../data/measure-queries";
import { DeskMoment, DeskSection, WrittenText } from "./desk-parts";

function Ids({ page }: { page: MeasurePage }) {
  return (
    <>
      <input type="hidden" name="case" value={page.caseId} />
      <input type="hidden" name="measure" value={page.measure.id} />
    </>
  );
}

/** Puts a measure into force, once its letter is out. */
export function MeasureStart({ page }: { page: MeasurePage }) {
  if (!page.may.start) return null;
  return (
    <DeskSection id="start" title="Put it into force">
      <p>Its time begins now. What the portal itself can stop it stops; the rest is done by hand and recorded below.</p>
      <Form id="start-form" label="Put it into force" action={startMeasureAction}>
        <Ids page={page} />
        <SubmitButton label="Put it into force" kind="danger" />
      </Form>
    </DeskSection>
  );
}

/** What is done by hand elsewhere, and what was. */
export function MeasureSteps({ page, zone }: { page: MeasurePage; zone: string }) {
  const open = page.steps.filter(({ doneAt }) => doneAt === null);
  const done = page.steps.filter(({ doneAt }) => doneAt !== null);
  if (page.steps.length === 0) return null;
  return (
    <DeskSection id="steps" title={page.isOver ? "Taken back elsewhere" : "Done elsewhere"}>
      <ul>
        {done.map((step) => (
          <li key={step.key}>
            {step.label} – <span dir="auto">{step.doneBy}</span>,{" "}
            {step.doneAt === null ? null : <DeskMoment at={step.doneAt} zone={zone} />}
          </li>
        ))}
      </ul>
      {open.length === 0 ? null : (
        <Form id="steps-form" label="What was done" action={stepsAction}>
          <Ids page={page} />
          <CheckListField
            name="step"
            label="Tick what was done, where it applies"
            options={open.map(({ key, label }) => ({ value: key, label }))}
          />
          <SubmitButton label="Record" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** What a second person says to what one person did alone. */
export function MeasureReview({ page, zone }: { page: MeasurePage; zone: string }) {
  const { review, renew } = page.may;
  const why = review ?? renew;
  if (why === null) return null;
  const options =
    review === null
      ? [{ value: "renew", label: "Renew it for two weeks" }]
      : [
          { value: "keep", label: "It stays" },
          { value: "lift", label: "Lift it" },
        ];
  return (
    <DeskSection id="review" title="A second person looks at it">
      {page.measure.reviewBy === null ? null : (
        <p>
          By <DeskMoment at={page.measure.reviewBy} zone={zone} />.
        </p>
      )}
      {why === "" ? (
        <Form id="review-form" label="Review" action={reviewAction}>
          <Ids page={page} />
          <RadioField name="answer" label="What do you say?" options={options} />
          <TextAreaField name="reason" label="Why" rows={3} help="Needed to lift it." />
          <SubmitButton label="Answer" kind="plain" />
        </Form>
      ) : (
        <p>{why}</p>
      )}
    </DeskSection>
  );
}

/** Lifts a measure before its end, or records that it was not kept. */
export function MeasureEnd({ page }: { page: MeasurePage }) {
  if (!page.may.end) return null;
  const isActive = page.measure.state === "Active";
  const options = [
    ...(page.may.lift ? [{ value: "lift", label: "Lift it before its end" }] : []),
    ...(isActive ? [{ value: "breach", label: "It was not kept" }] : []),
  ];
  if (options.length === 0) return null;
  return (
    <DeskSection id="end" title="Lift it, or record that it was not kept">
      <Form id="end-form" label="Lift or breach" action={endMeasureAction}>
        <Ids page={page} />
        <RadioField name="move" label="What happens" options={options} />
        <TextAreaField name="reason" label="Why" rows={3} />
        <SubmitButton label="Record" kind="plain" />
      </Form>
    </DeskSection>
  );
}

/** Texts for the place where the content stands. */
export function MeasureTexts({ page }: { page: MeasurePage }) {
  return (
    <DeskSection id="texts" title="Texts to copy">
      <h3 className="font-bold">In place of redacted text</h3>
      <div className="rounded-lg bg-surface p-3">
        <WrittenText>{page.texts.redaction}</WrittenText>
      </div>
      <h3 className="font-bold">While nobody has decided yet</h3>
      <div className="rounded-lg bg-surface p-3">
        <WrittenText>{page.texts.underReview}</WrittenText>
      </div>
    </DeskSection>
  );
}
