import { AttachedFiles, ReviewedFields, WhenFilled } from "@/components/rooms/form-values";
import { Step } from "@/components/rooms/steps";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { Readers } from "../data/reporting-queries";

const yesOrNo = { yes: "Yes", no: "No", unsure: "Not sure" };
const modes = { named: "Named", confidential: "Confidential", anonymous: "Anonymous" };

const parts = [
  {
    step: 1,
    title: "What happened",
    fields: [
      { name: "what", label: "What happened" },
      { name: "links", label: "Links" },
      { name: "where", label: "Where" },
      { name: "when", label: "When" },
      { name: "who", label: "Who did it" },
      { name: "ongoing", label: "Still going on", options: yesOrNo },
      { name: "safe", label: "Safe", options: yesOrNo },
    ],
  },
  {
    step: 2,
    title: "Files and people",
    fields: [
      { name: "witnesses", label: "Who else saw it" },
      { name: "onBehalfOf", label: "Reported for" },
    ],
  },
  {
    step: 3,
    title: "How we reach you",
    fields: [
      { name: "hope", label: "Hoped for" },
      { name: "contact", label: "How to reach you" },
      { name: "silent", label: "Contact", options: { on: "Do not contact me" } },
      { name: "language", label: "Language" },
    ],
  },
];

function Part({
  step,
  title,
  fields,
}: {
  step: number;
  title: string;
  fields: Parameters<typeof ReviewedFields>[0]["fields"];
}) {
  return (
    <section aria-labelledby={`review-${step}`} className="border-t border-rule pt-5">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h3 id={`review-${step}`} className="font-display text-xl font-semibold">
          {title}
        </h3>
        <SubmitButton kind="plain" name="intent" value={`go:${step}`} label="Change" about={title} />
      </div>
      <ReviewedFields fields={fields} empty="Left empty." />
      {step === 2 ? <ReviewedFiles /> : null}
    </section>
  );
}

function ReviewedFiles() {
  return (
    <WhenFilled name="uploaded">
      <div className="mt-4">
        <AttachedFiles name="uploaded" />
      </div>
    </WhenFilled>
  );
}

/** Everything once more as it will be read, and the button that sends it. */
export function ReportReview({ people }: Readers) {
  const names = Object.fromEntries(people.map(({ id, name }) => [id, name]));
  const before = [
    { name: "mode", label: "Sent as", options: modes },
    { name: "exclude", label: "Left out", options: names },
  ];
  return (
    <Step name="4" title="Read it once more, then send it">
      <Part step={0} title="Before you start" fields={before} />
      {parts.map((part) => (
        <Part key={part.step} {...part} />
      ))}
      <WhenFilled name="unreadable" text="yes">
        <div className="space-y-3 rounded-lg border-2 border-ink p-4">
          <p className="font-bold">As it stands, nobody could read this.</p>
          <p>
            Everybody who reads reports here is left out, ticked by you or because their name stands in what you wrote,
            and there is no contact outside of the team. You can let somebody read it after all under “Before you
            start”, or go <a href="/handbook/conduct/reporting">another way</a>. If you send it, it waits, sealed, until
            somebody else has the task.
          </p>
        </div>
      </WhenFilled>
      <div className="flex flex-wrap items-center gap-3 border-t border-rule pt-6">
        <SubmitButton name="intent" value="send" label="Send" />
        <SubmitButton kind="plain" name="intent" value="back" label="Back" />
        <SubmitButton kind="plain" name="intent" value="save" label="Save and come back" />
      </div>
    </Step>
  );
}
