import { CheckListField, RadioField, TextField } from "@/components/rooms/fields";
import { FoldedFields, WhileNew } from "@/components/rooms/form-values";
import { Step } from "@/components/rooms/steps";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { Readers } from "../data/reporting-queries";
import type { Promised } from "../domain/in-words";
import { modeLabels } from "../domain/labels";
import { ReportButtons } from "./report-buttons";

type BeforeAttributes = { readers: Readers; promised: Promised; isAnonymous: boolean; draftUntil: string | null };

const subheading = "font-display text-xl font-semibold";

/** What is kept of a form that was begun another day, and how to go on with it. */
function Kept({ until }: { until: string }) {
  return (
    <WhileNew>
      <div className="rounded-lg border border-control p-4">
        <p>You have a saved form. It is kept until {until}.</p>
        <p className="mt-3 flex flex-wrap gap-3">
          <SubmitButton kind="plain" name="intent" value="resume" label="Go on with it" />
          <SubmitButton kind="plain" name="intent" value="delete-draft" label="Delete it" />
        </p>
      </div>
    </WhileNew>
  );
}

/** Opens what somebody saved who stays anonymous. */
function WayBack() {
  return (
    <FoldedFields summary="Go on with a form that I saved" fields={["backLocator", "backSecret"]}>
      <TextField name="backLocator" label="The line with six characters" />
      <TextField name="backSecret" label="The code, or the ten words" />
      <SubmitButton kind="plain" name="intent" value="resume" label="Open it" />
    </FoldedFields>
  );
}

function Modes() {
  return (
    <>
      <RadioField
        name="mode"
        label="How do you want to report?"
        initial="confidential"
        options={(["confidential", "named"] as const).map((mode) => ({
          value: mode,
          label: modeLabels[mode].label,
          about: modeLabels[mode].sentence,
        }))}
      />
      <p className="ms-8 -mt-4">
        <strong>Anonymous:</strong> {modeLabels.anonymous.sentence}{" "}
        <a href="/conduct/anonymous">Report anonymously instead</a>, on a page that does not know your account.
      </p>
    </>
  );
}

/** The step before the first question: who reads it, whom to leave out, what happens then, and how to report. */
export function ReportBefore({ readers, promised, isAnonymous, draftUntil }: BeforeAttributes) {
  const { people, hasEscalation } = readers;
  const isRead = people.length > 0 || hasEscalation;
  return (
    <Step name="0" title="Before you start">
      {isAnonymous ? <WayBack /> : draftUntil === null ? null : <Kept until={draftUntil} />}
      <p>
        You need nothing but your own words, in any language. One question has to be answered; all others can stay
        empty. You do not have to know which rule was broken, and a report in good faith is welcome even when it turns
        out that none was.
      </p>
      <section aria-labelledby="what-happens" className="space-y-3">
        <h3 id="what-happens" className={subheading}>
          What happens next
        </h3>
        <ul className="list-disc space-y-2 ps-6">
          {isRead ? (
            <>
              <li>
                If you send it now, a person answers you by <strong>{promised.acknowledge}</strong>.
              </li>
              <li>
                You hear from us again by <strong>{promised.update}</strong>, and at least every seven days until it is
                closed, even when there is nothing new.
              </li>
            </>
          ) : (
            <li>
              We cannot promise a date while nobody has the task. There are{" "}
              <a href="/handbook/conduct/reporting">other ways to report</a>.
            </li>
          )}
          <li>The reported person never learns from us who reported.</li>
        </ul>
      </section>
      {people.length === 0 ? null : (
        <CheckListField
          name="exclude"
          label="Is there somebody who must not read it?"
          help="Whoever you tick never learns that this report exists. You need not say why."
          options={people.map(({ id, name, isLead }) => ({ value: id, label: isLead ? `${name}, lead` : name }))}
        />
      )}
      {isAnonymous ? null : <Modes />}
      <ReportButtons canGoBack={false} />
    </Step>
  );
}
