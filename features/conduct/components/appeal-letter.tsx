import { CheckListField, TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { fileAppealAction, leaveLetterAction, openLetterAction } from "../decision-actions";
import { appealGroundLabels, appealGrounds } from "../domain/appeal-grounds";
import type { OwnAppeal, OwnLetter } from "../data/appeal-door";
import { InboxDay } from "./inbox-day";
import { WrittenText } from "./desk-parts";

const heading = "mb-3 font-display text-xl font-semibold";

/** Opens a letter by the receipt that stands in it. */
export function LetterForm({ locator }: { locator: string }) {
  return (
    <Form id="open" action={openLetterAction} label="Open your letter">
      <TextField
        name="locator"
        label="Number"
        help="The six letters and digits of your letter."
        initial={locator}
        maxLength={100}
      />
      <TextAreaField
        name="secret"
        label="Secret"
        help="The twenty characters, or the ten words. Either of them is enough."
        rows={3}
        maxLength={500}
      />
      <SubmitButton label="Open" kind="plain" />
    </Form>
  );
}

function Answered({ appeal }: { appeal: OwnAppeal }) {
  return (
    <article className="space-y-3 rounded-lg border border-rule p-4">
      <h3 className="font-bold">
        Your appeal of <InboxDay at={appeal.filedAt} zone="UTC" />
      </h3>
      {appeal.answer === null ? (
        <p>
          Somebody who had no part in the decision looks at it. We answer here by{" "}
          <InboxDay at={appeal.answerBy} zone="UTC" />.
        </p>
      ) : (
        <>
          <p>
            <strong>{appeal.answer.sentence}</strong>
          </p>
          <WrittenText>{appeal.answer.reasons}</WrittenText>
        </>
      )}
      <details>
        <summary className="cursor-pointer">What you wrote</summary>
        <WrittenText>{appeal.text}</WrittenText>
      </details>
    </article>
  );
}

function AppealForm({ shown }: { shown: OwnLetter }) {
  return (
    <section aria-labelledby="appeal" className="mt-10">
      <h2 id="appeal" className={heading}>
        {shown.isFurther ? "Appeal once more" : "Appeal"}
      </h2>
      {shown.closed === null ? (
        <Form id="appeal-form" label="Appeal" action={fileAppealAction}>
          {shown.isFurther ? (
            <p>This was appealed before. It can be appealed once more when there is new evidence.</p>
          ) : null}
          <CheckListField
            name="grounds"
            label="What is not right?"
            help="Tick all that fit."
            options={appealGrounds.map((value) => ({ value, label: appealGroundLabels[value] }))}
          />
          <TextAreaField name="text" label="In your own words, in any language" rows={8} />
          <SubmitButton label="Send the appeal" kind="plain" />
        </Form>
      ) : (
        <p>{shown.closed}</p>
      )}
    </section>
  );
}

const sections = [
  ["behaviour", "What happened"],
  ["impact", "What it did to others"],
  ["expectations", "What we expect"],
  ["consequences", "What follows"],
] as const;

/** The letter of the person concerned, the state of the measure, and what they say to it. */
export function OwnLetterView({ shown }: { shown: OwnLetter }) {
  const { measure, replacement } = shown;
  return (
    <>
      <Form id="leave" action={leaveLetterAction} label="Close this letter" className="mt-6">
        <SubmitButton label="Close this letter" kind="plain" />
      </Form>
      <section aria-labelledby="measure" className="mt-10">
        <h2 id="measure" className={heading}>
          The measure
        </h2>
        <p>
          {measure.label}: {measure.state.toLowerCase()}
          {measure.endsAt === null ? null : (
            <>
              , until <InboxDay at={measure.endsAt} zone="UTC" hasTime />
            </>
          )}
          .
        </p>
        {replacement === null ? null : (
          <p>
            In its place: {replacement.label}, {replacement.state.toLowerCase()}
            {replacement.endsAt === null ? null : (
              <>
                , until <InboxDay at={replacement.endsAt} zone="UTC" hasTime />
              </>
            )}
            .
          </p>
        )}
        {shown.appealUntil === null ? null : (
          <p className="text-muted">
            It can be appealed until <InboxDay at={shown.appealUntil} zone="UTC" />.
          </p>
        )}
      </section>
      {shown.appeals.length === 0 ? null : (
        <section aria-labelledby="answers" className="mt-10 space-y-4">
          <h2 id="answers" className={heading}>
            Your appeal
          </h2>
          {shown.appeals.map((appeal) => (
            <Answered key={appeal.id} appeal={appeal} />
          ))}
        </section>
      )}
      <section aria-labelledby="letter" className="mt-10 space-y-4">
        <h2 id="letter" className={heading}>
          The letter
        </h2>
        <p>{shown.letter.rule}</p>
        {sections.map(([part, label]) => (
          <div key={part}>
            <h3 className="font-bold">{label}</h3>
            <WrittenText>{shown.letter[part]}</WrittenText>
          </div>
        ))}
      </section>
      <AppealForm shown={shown} />
    </>
  );
}
