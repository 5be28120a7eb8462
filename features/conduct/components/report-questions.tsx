import { CheckField, FileField, RadioField, TextAreaField, TextField } from "@/components/rooms/fields";
import { AttachedFiles } from "@/components/rooms/form-values";
import { Step } from "@/components/rooms/steps";
import { SubmitButton } from "@/components/rooms/submit-button";
import { accepted } from "@/lib/uploads/file-types";
import { ReportButtons } from "./report-buttons";

const answers = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
  { value: "unsure", label: "Not sure" },
];

/** The first step: what happened, and what helps to find it. */
export function ReportHappened({ link }: { link: string }) {
  return (
    <Step name="1" note="Step 1 of 3" title="What happened?">
      <TextAreaField
        name="what"
        label="Tell it in your own words"
        help="This is the only question that needs an answer. Any language is fine."
        rows={10}
      />
      <TextAreaField
        name="links"
        label="Links to it, if there are any"
        help="One in each line. We save what stands there before anybody can delete it."
        initial={link}
        rows={2}
      />
      <TextAreaField name="where" label="Where was it?" help="A channel, an issue, an event, a message." rows={2} />
      <TextField name="when" label="When was it?" help="As exactly or as roughly as you know." />
      <TextAreaField name="who" label="Who did it?" help="Names or handles, if you know them." rows={2} />
      <RadioField name="ongoing" label="Is it still going on?" options={answers} />
      <RadioField name="safe" label="Are you safe?" options={answers} />
      <ReportButtons />
    </Step>
  );
}

type EvidenceAttributes = { isAnonymous: boolean; isTeam: boolean };

/** The second step, which can be skipped: files and people. */
export function ReportEvidence({ isAnonymous, isTeam }: EvidenceAttributes) {
  return (
    <Step name="2" note="Step 2 of 3, which you can skip" title="Files and people">
      <div className="space-y-4">
        <FileField
          name="files"
          label="Screenshots or other files"
          help={`${accepted}. Up to ten, 10 MB each and 40 MB together.`}
        />
        <SubmitButton kind="plain" name="intent" value="upload" label="Attach" />
        <AttachedFiles name="uploaded" canRemove />
      </div>
      {isAnonymous ? (
        <CheckField
          name="keepOriginals"
          label="Keep the original files as evidence"
          help="Pictures are drawn anew, without the place, the camera and the time that are often hidden in them, and files get new names. The original may tell who took it: it is thrown away unless you tick this. Of a PDF there is only the original."
        />
      ) : null}
      <TextAreaField name="witnesses" label="Who else saw it?" rows={2} />
      {isTeam && !isAnonymous ? (
        <TextAreaField
          name="onBehalfOf"
          label="Do you report for somebody?"
          help="As a member of the team you can. Say who it is, and whether they know."
          rows={2}
        />
      ) : null}
      <ReportButtons canSkip />
    </Step>
  );
}

/** The third step, which can be skipped: how to answer, and what is hoped for. */
export function ReportReach({ isAnonymous }: { isAnonymous: boolean }) {
  return (
    <Step name="3" note="Step 3 of 3, which you can skip" title="How we reach you">
      <TextAreaField
        name="hope"
        label="What do you hope for?"
        help="It helps us to decide, and you can leave it empty."
        rows={3}
      />
      <TextAreaField
        name="contact"
        label="How should we reach you?"
        help={
          isAnonymous
            ? "You read our answers with your receipt. Whatever you write here may tell who you are."
            : "Our answers are in your inbox here; a mail says only that there is something new. Say it here if another way is safer for you."
        }
        rows={2}
      />
      <CheckField
        name="silent"
        label="Do not contact me"
        help={isAnonymous ? "We then ask you nothing." : "We then send you no mails and ask you nothing."}
      />
      <TextField
        name="language"
        label="In which language should we answer?"
        help="English may be faster than others."
        suggestions={["English", "Deutsch", "Español", "Français", "Português", "日本語", "中文", "العربية"]}
      />
      <ReportButtons canSkip />
    </Step>
  );
}
