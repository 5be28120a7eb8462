import { SelectField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { DeskReport } from "../data/report-queries";
import { linkAction, messageReporterAction, openCaseAction, reportConflictAction, unlinkAction } from "../desk-actions";
import { dayInWords, dueInWords } from "../domain/due-words";
import { modeLabels } from "../domain/labels";
import { OpenCaseFields } from "./desk-open-case";
import { DeskSection, DeskThread, Facts, Folded, WrittenText } from "./desk-parts";

type Attributes = { report: DeskReport; zone: string };

/** Marks a form with the report and the version of it that is on the page. */
export function ReportFields({ report: { id, version } }: { report: { id: string; version: number } }) {
  return (
    <>
      <input type="hidden" name="report" value={id} />
      <input type="hidden" name="version" value={version} />
    </>
  );
}

/** What is known of a report without reading it. */
export function DeskReportFacts({ report, now }: { report: DeskReport; now: Date }) {
  const { mode, stateLabel, submittedOn, urgency, isAnswerWanted, joined, content } = report;
  const name = content?.reporter ?? null;
  return (
    <Facts
      facts={[
        ["State", stateLabel],
        ["Came in", dayInWords(submittedOn)],
        ["Mode", modeLabels[mode].label.replace(" (recommended)", "")],
        ...(name === null ? [] : ([["Reporter", <bdi key="name">{name}</bdi>]] as const)),
        ["Due", dueInWords(urgency, now)],
        ["At risk", urgency.isSafetyRisk ? "Somebody may be at risk, or it goes on" : "The report says nothing of it"],
        ["Answers", isAnswerWanted ? "The reporter wants to hear" : "The reporter asked not to be contacted"],
        ...(joined === null
          ? []
          : ([
              [
                "Case",
                <a key="case" href={`/conduct/desk/cases/${joined.id}`} className="underline">
                  {joined.codeName}
                </a>,
              ],
            ] as const)),
      ]}
    />
  );
}

/** What the reporter wrote and attached, folded until somebody opens it. */
export function DeskReportContent({ report }: { report: DeskReport }) {
  const { content } = report;
  if (content === null) return <p>You can see that this report exists. What is in it is for those who work on it.</p>;
  if (content.isErased) return <p>The content of this report was erased.</p>;
  return (
    <DeskSection id="content" title="What was written">
      <Folded summary="Open the text">
        <dl className="space-y-3">
          {content.sections.map(({ label, text }) => (
            <div key={label}>
              <dt className="font-bold">{label}</dt>
              <dd>
                <WrittenText>{text}</WrittenText>
              </dd>
            </div>
          ))}
        </dl>
      </Folded>
      {content.files.length === 0 ? null : (
        <Folded summary={`Files (${content.files.length}): they may show what the report is about`}>
          <ul className="list-disc ps-5">
            {content.files.map(({ id, name, state, hasCopy }) => (
              <li key={id}>
                {state === "quarantined" ? (
                  <>
                    <bdi>{name}</bdi>: waits for the malware scanner
                  </>
                ) : (
                  <a href={`/conduct/files/${id}`} className="underline">
                    <bdi>{name}</bdi>
                  </a>
                )}
                {hasCopy ? null : " (as it came: open it only where nothing can happen)"}
              </li>
            ))}
          </ul>
        </Folded>
      )}
    </DeskSection>
  );
}

/** The thread with the reporter, and a new message in it. */
export function DeskReportThread({ report, zone }: Attributes) {
  const { content, can, isAnswerWanted, id } = report;
  if (content === null) return null;
  return (
    <DeskSection id="thread" title="Messages with the reporter">
      <DeskThread messages={content.thread} other="Reporter" zone={zone} />
      {can.write_message !== true || !isAnswerWanted ? null : (
        <Form summary="Write to the reporter" id="message" label="Write to the reporter" action={messageReporterAction}>
          <input type="hidden" name="report" value={id} />
          <TextAreaField
            name="message"
            label="Message"
            help="It is signed “Conduct Team”. The reporter is promised to hear again within seven days of it."
            rows={6}
          />
          <SubmitButton label="Send as the Conduct Team" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** The case of a report: a new one, one that is there, or out of it. */
export function DeskReportCase({ report }: { report: DeskReport }) {
  const { content, can, state, joined } = report;
  if (content === null || can.link_report !== true) return null;
  return (
    <DeskSection id="case" title="Case">
      {state === "submitted" || state === "held" ? (
        <p>Acknowledge the report first, then open a case from it.</p>
      ) : null}
      {state !== "acknowledged" ? null : (
        <Form summary="Open a case from this report" id="open-case" label="Open a case" action={openCaseAction}>
          <ReportFields report={report} />
          <OpenCaseFields />
        </Form>
      )}
      {content.linkable.length === 0 ? null : (
        <Form
          summary="It belongs to a case that you work on"
          id="link-case"
          label="Put into a case"
          action={linkAction}
        >
          <ReportFields report={report} />
          <SelectField
            name="case"
            label="Case"
            help="Whoever this report leaves out loses sight of that case at once."
            options={[
              { value: "", label: "Choose" },
              ...content.linkable.map(({ id, codeName }) => ({ value: id, label: codeName })),
            ]}
          />
          <SubmitButton label="Put into this case" kind="plain" />
        </Form>
      )}
      {state !== "linked" || joined === null ? null : (
        <Form
          summary={`Take it out of ${joined.codeName}`}
          id="unlink"
          label="Take out of the case"
          action={unlinkAction}
        >
          <ReportFields report={report} />
          <TextAreaField name="reason" label="Why" rows={2} />
          <SubmitButton label="Take out" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** Says that the viewer stands too close; nobody asks why, and the report is gone for them. */
export function DeskReportConflict({ report }: { report: DeskReport }) {
  if (report.joined !== null) return null;
  return (
    <DeskSection id="conflict" title="Do you stand too close?">
      <p>
        If you are named in it, were there, or know the people well, step out. Nobody asks why. The report vanishes for
        you at once, everywhere, and others go on.
      </p>
      <Form id="conflict-form" label="Step out" action={reportConflictAction}>
        <input type="hidden" name="report" value={report.id} />
        <SubmitButton label="I have a conflict: take it away from me" kind="danger" />
      </Form>
    </DeskSection>
  );
}
