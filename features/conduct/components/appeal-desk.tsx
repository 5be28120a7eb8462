import { RadioField, SelectField, TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import {
  chooseReviewerAction,
  communicateAppealAction,
  decideAppealAction,
  startReviewAction,
} from "../decision-actions";
import { appealOutcomeSentences } from "../domain/appeal-grounds";
import { measureLabels } from "../domain/labels";
import { measureTypes } from "../domain/measure";
import type { AppealPage } from "../data/appeal-queries";
import { DeskMoment, DeskSection, Facts, WrittenText } from "./desk-parts";
import { MeasureList } from "./measure-list";

function Ids({ page }: { page: AppealPage }) {
  return (
    <>
      <input type="hidden" name="case" value={page.caseId} />
      <input type="hidden" name="appeal" value={page.appealId} />
    </>
  );
}

function Choose({ page }: { page: AppealPage }) {
  return (
    <DeskSection id="reviewer" title="Who answers it">
      {page.candidates.length === 0 ? (
        <p>
          Nobody is left who is free of conflict and had no hand in the measure. Name an escalation contact in the
          settings, or give somebody a conduct role.
        </p>
      ) : (
        <Form id="reviewer-form" label="Choose a reviewer" action={chooseReviewerAction}>
          <Ids page={page} />
          <SelectField
            name="reviewer"
            label={page.reviewer === "" ? "Reviewer" : "Somebody else in their place"}
            help="Only people who did not propose, approve or carry out the measure are listed."
            options={[
              { value: "", label: "Choose" },
              ...page.candidates.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <SubmitButton label="Choose" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

function Decide({ page }: { page: AppealPage }) {
  const outcomes = [
    { value: "uphold", label: "The measure stays" },
    { value: "reduce", label: "A weaker one takes its place" },
    { value: "lift", label: "Lift it, with all that was decided with it" },
    ...(page.isFurther ? [{ value: "refuse", label: "Nothing in it is new" }] : []),
  ];
  return (
    <DeskSection id="decide" title="Answer it">
      <Form id="decide-form" label="Answer the appeal" action={decideAppealAction}>
        <Ids page={page} />
        <RadioField name="outcome" label="The answer" options={outcomes} />
        <SelectField
          name="type"
          label="What takes its place"
          help="Only for a weaker measure. Its time counts from the beginning of the old one."
          options={[
            { value: "", label: "Nothing" },
            ...measureTypes.map((value) => ({ value, label: measureLabels[value] })),
          ]}
        />
        <TextField name="days" label="For how many days" inputMode="numeric" help="Empty for what has no end." />
        <TextAreaField name="reasons" label="Reasons, for the person concerned" help="Nothing of who reported." />
        <SubmitButton label="Answer" kind="plain" />
      </Form>
    </DeskSection>
  );
}

/** An appeal at the desk: what was said, who answers it, and the answer. */
export function AppealDesk({ page, zone }: { page: AppealPage; zone: string }) {
  const { may } = page;
  return (
    <>
      <div className="mt-6 space-y-3">
        <Facts
          facts={[
            ["State", page.stateLabel],
            ["Filed", <DeskMoment key="filed" at={page.filedAt} zone={zone} />],
            ["To be answered by", <DeskMoment key="by" at={page.answerBy} zone={zone} />],
            [
              "Reviewer",
              page.reviewer === "" ? (
                "Nobody yet"
              ) : (
                <span key="who" dir="auto">
                  {page.reviewer}
                </span>
              ),
            ],
            ["Grounds", page.grounds.join("; ")],
          ]}
        />
        <MeasureList caseId={page.caseId} measures={[page.measure]} zone={zone} />
      </div>
      <DeskSection id="said" title="What the person concerned says">
        <WrittenText>{page.text}</WrittenText>
      </DeskSection>
      {page.answer === null ? null : (
        <DeskSection id="answer" title="The answer">
          <p>{appealOutcomeSentences[page.answer.outcome]}</p>
          <WrittenText>{page.answer.reasons}</WrittenText>
        </DeskSection>
      )}
      {page.leftToUndo.length === 0 ? null : (
        <DeskSection id="undo" title="Still to be taken back elsewhere">
          <ul className="list-disc ps-5">
            {page.leftToUndo.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
          <p>Record it on the page of the measure.</p>
        </DeskSection>
      )}
      {may.choose ? <Choose page={page} /> : null}
      {may.start ? (
        <Form id="review-form" label="Begin the review" action={startReviewAction} className="mt-8">
          <Ids page={page} />
          <SubmitButton label="Begin the review" kind="plain" />
        </Form>
      ) : null}
      {may.decide ? <Decide page={page} /> : null}
      {may.tell ? (
        <DeskSection id="tell" title="Tell everybody">
          <p>The person concerned sees the answer already. The reporters who want to hear get a message.</p>
          <Form id="tell-form" label="Tell everybody" action={communicateAppealAction}>
            <Ids page={page} />
            <SubmitButton label="Tell everybody" kind="plain" />
          </Form>
        </DeskSection>
      ) : null}
    </>
  );
}
