import { RadioField, SelectField, TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { DeskCase } from "../data/case-queries";
import { describeAction, hearingAction } from "../desk-actions";
import { dueInWords } from "../domain/due-words";
import { severities, severityLabels } from "../domain/labels";
import { CaseFields, type CasePartAttributes } from "./case-fields";
import { DeskMoment, DeskSection, Facts, WrittenText } from "./desk-parts";

const safetyWords = (isRisk: boolean | null) =>
  isRisk === null ? "Not answered yet" : isRisk ? "Somebody is at risk" : "Nobody is at risk";

/** What is known of a case without reading it. */
export function CaseFacts({ shown, zone, now }: { shown: DeskCase; zone: string; now: Date }) {
  const { stateLabel, openedAt, urgency, severity, isSafetyRisk, isEscalated, content } = shown;
  const people = content?.people ?? [];
  return (
    <Facts
      facts={[
        ["State", stateLabel],
        ["Opened", <DeskMoment key="opened" at={openedAt} zone={zone} />],
        ["Due", dueInWords(urgency, now)],
        ["Severity", severity === null ? "Not set yet" : severityLabels[severity]],
        ["Safety", safetyWords(isSafetyRisk)],
        ...(people.length === 0
          ? []
          : ([
              [
                "Works on it",
                people.map(({ personId, role, name, hasAnswered }) => (
                  <span key={`${personId} ${role}`} className="block">
                    <bdi>{name}</bdi>, {role.replace("_", " ")}
                    {hasAnswered || role === "native_reader" || role === "appeal_reviewer"
                      ? ""
                      : ": has not said yet whether there is a conflict"}
                  </span>
                )),
              ],
            ] as const)),
        ...(isEscalated ? ([["Where", "With the escalation contact, outside of the desk"]] as const) : []),
        ...(content === null || content.mergedInto === null
          ? []
          : ([
              [
                "Joined",
                <a key="joined" href={`/conduct/desk/cases/${content.mergedInto.id}`} className="underline">
                  {content.mergedInto.codeName ?? "another case"}
                </a>,
              ],
            ] as const)),
      ]}
    />
  );
}

/** What a case is about, and what has to be answered before it goes on. */
export function CaseDescription({ shown, content }: CasePartAttributes) {
  const mayEdit = shown.can.has("edit_case");
  const safety = shown.isSafetyRisk === null ? "" : shown.isSafetyRisk ? "yes" : "no";
  return (
    <DeskSection id="summary" title="What it is about">
      <WrittenText>{content.summary}</WrittenText>
      {!mayEdit ? null : (
        <Form
          summary="Change the line, the severity, the safety"
          id="describe"
          label="Describe the case"
          action={describeAction}
        >
          <CaseFields shown={shown} />
          <TextField name="summary" label="In a line" initial={content.summary} maxLength={2000} />
          <SelectField
            name="severity"
            label="Severity"
            initial={shown.severity ?? ""}
            options={[
              { value: "", label: "Not set yet" },
              ...severities.map((value) => ({ value, label: severityLabels[value] })),
            ]}
          />
          <SelectField
            name="safety"
            label="Is somebody at risk?"
            initial={safety}
            options={[
              { value: "", label: "Not answered yet" },
              { value: "yes", label: "Yes" },
              { value: "no", label: "No" },
            ]}
          />
          <SubmitButton label="Save" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** Whether the reported person was heard, and if not, why. */
export function CaseHearing({ shown, content }: CasePartAttributes) {
  const words =
    shown.isHeard === null ? "Nobody has written down yet whether." : shown.isHeard ? "Yes." : "No, for this reason:";
  return (
    <DeskSection id="hearing" title="Was the reported person heard?">
      <p>{words}</p>
      {content.notHeardReason === null ? null : <WrittenText>{content.notHeardReason}</WrittenText>}
      {!shown.can.has("edit_case") ? null : (
        <Form summary="Write it down" id="hearing-form" label="Hearing" action={hearingAction}>
          <CaseFields shown={shown} />
          <RadioField
            name="heard"
            label="Heard"
            initial={shown.isHeard === null ? "" : shown.isHeard ? "yes" : "no"}
            options={[
              { value: "yes", label: "Yes" },
              { value: "no", label: "No" },
            ]}
          />
          <TextAreaField name="reason" label="If not: why" rows={2} initial={content.notHeardReason ?? ""} />
          <SubmitButton label="Save" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}
