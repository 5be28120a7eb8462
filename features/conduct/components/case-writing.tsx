import { RadioField, SelectField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { TimelineEvent } from "../data/history-queries";
import { noteAction, reportedMessageAction } from "../desk-actions";
import { dayInWords } from "../domain/due-words";
import type { CasePartAttributes } from "./case-fields";
import { DeskMoment, DeskSection, DeskThread, Folded, WrittenText } from "./desk-parts";

const modeWords = { named: "named", confidential: "confidential", anonymous: "anonymous" } as const;

/** The reports that are joined in a case; each opens by itself, with its thread. */
export function CaseReports({ content }: CasePartAttributes) {
  return (
    <DeskSection id="reports" title="Reports">
      {content.reports.length === 0 ? <p className="text-muted">No report is in this case.</p> : null}
      <ul className="space-y-1">
        {content.reports.map(({ id, submittedOn, mode, state, isAnswerWanted }) => (
          <li key={id}>
            <a href={`/conduct/desk/reports/${id}`} className="underline">
              Report of {dayInWords(submittedOn)}
            </a>
            , {modeWords[mode]}, {state.toLowerCase()}
            {isAnswerWanted ? ": messages with the reporter are there" : ": no contact is wanted"}
          </li>
        ))}
      </ul>
    </DeskSection>
  );
}

/** What the desk writes for itself. */
export function CaseNotes({ shown, content, zone }: CasePartAttributes) {
  return (
    <DeskSection id="notes" title="Notes of the desk">
      {content.notes.length === 0 ? <p className="text-muted">Nobody wrote one yet.</p> : null}
      <ol className="space-y-3">
        {content.notes.map(({ id, by, at, about, text }) => (
          <li key={id}>
            <p className="text-[0.9375rem] text-muted">
              <bdi>{by}</bdi>, <DeskMoment at={at} zone={zone} />
              {about === null ? "" : `: ${about}`}
            </p>
            <WrittenText>{text}</WrittenText>
          </li>
        ))}
      </ol>
      {!shown.can.has("write_note") ? null : (
        <Form id="note-form" label="Write a note" action={noteAction} className="space-y-3">
          <input type="hidden" name="case" value={shown.id} />
          <TextAreaField name="note" label="New note" rows={2} />
          <SubmitButton label="Write it down" about="as a note" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** What was written to the reported persons, and what they answered; it travels where they are known. */
export function CaseReportedThreads({ shown, content, zone }: CasePartAttributes) {
  const reported = content.parties.filter(({ role }) => role === "reported");
  if (reported.length === 0) return null;
  return (
    <DeskSection id="reported" title="Messages with reported persons">
      {reported.map(({ id, codeName }) => (
        <div key={id} className="space-y-2">
          <h3 className="font-bold">{codeName}</h3>
          <DeskThread messages={content.threads.filter(({ partyId }) => partyId === id)} other={codeName} zone={zone} />
        </div>
      ))}
      {!shown.can.has("write_message") ? null : (
        <Form summary="Keep a message" id="reported-message" label="Keep a message" action={reportedMessageAction}>
          <input type="hidden" name="case" value={shown.id} />
          <SelectField
            name="party"
            label="Reported person"
            options={reported.map(({ id, codeName }) => ({ value: id, label: codeName }))}
          />
          <RadioField
            name="from"
            label="Who wrote it"
            initial="desk"
            options={[
              { value: "desk", label: "The Conduct Team: send it where the person is known" },
              { value: "reported", label: "The reported person" },
            ]}
          />
          <TextAreaField name="message" label="Message" rows={5} />
          <SubmitButton label="Keep" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** What was done and read in a case, and by whom. */
export function CaseTimeline({ events, zone }: { events: readonly TimelineEvent[]; zone: string }) {
  return (
    <DeskSection id="timeline" title="Timeline">
      <Folded summary={`What was done and read (${events.length})`}>
        <ol className="space-y-1 text-[0.9375rem]">
          {events.map(({ seq, at, act, by }) => (
            <li key={seq}>
              <DeskMoment at={at} zone={zone} />: {act.replace("conduct.", "").replaceAll("_", " ")}, <bdi>{by}</bdi>
            </li>
          ))}
        </ol>
      </Folded>
    </DeskSection>
  );
}
