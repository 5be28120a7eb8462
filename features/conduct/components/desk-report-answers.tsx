import { TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { DeskReport } from "../data/report-queries";
import {
  acknowledgeAction,
  allowIdentityAction,
  askIdentityAction,
  proposeSpamAction,
  restoreAction,
  settleSpamAction,
  withdrawalAction,
} from "../desk-actions";
import { ReportFields } from "./desk-report";
import { DeskMoment, DeskSection, WrittenText } from "./desk-parts";

const firstAnswer =
  "Thank you for telling us. A person has read your report. We are looking at what to do next, and you hear from us " +
  "here within seven days at the latest.\n\nConduct Team";

/** What a report waits for: a first answer, an answer to a wish to withdraw, or to be taken up again. */
export function DeskReportAnswers({ report }: { report: DeskReport }) {
  const { state, can, content, isAnswerWanted } = report;
  if (content === null) return null;
  const note = isAnswerWanted ? undefined : "The reporter asked not to be contacted: leave it empty.";
  return (
    <>
      {can.write_message === true && (state === "submitted" || state === "held") ? (
        <DeskSection id="acknowledge" title="Acknowledge">
          <Form id="acknowledge-form" label="Acknowledge" action={acknowledgeAction}>
            <ReportFields report={report} />
            <TextAreaField
              name="message"
              label="First answer"
              rows={5}
              help={note}
              initial={isAnswerWanted ? firstAnswer : ""}
            />
            <SubmitButton label="Acknowledge" kind="plain" />
          </Form>
        </DeskSection>
      ) : null}
      {state === "withdrawal_requested" ? (
        <DeskSection id="withdrawal" title="The reporter asks to withdraw it">
          {can.answer_withdrawal !== true ? (
            <p>A conduct lead answers this.</p>
          ) : (
            <Form id="withdrawal-form" label="Answer the wish to withdraw" action={withdrawalAction}>
              <ReportFields report={report} />
              <TextAreaField name="message" label="Answer to the reporter" rows={4} help={note} />
              <div className="flex flex-wrap gap-3">
                <SubmitButton label="Withdraw it" kind="plain" name="answer" value="withdraw" />
                <SubmitButton label="Go on: others may be at risk" kind="plain" name="answer" value="keep" />
              </div>
            </Form>
          )}
        </DeskSection>
      ) : null}
      {state === "spam" && can.answer_withdrawal === true ? (
        <DeskSection id="restore" title="Take it up again">
          <Form id="restore-form" label="Take it up again" action={restoreAction}>
            <ReportFields report={report} />
            <TextAreaField name="reason" label="Why" rows={2} />
            <SubmitButton label="Take it up again" kind="plain" />
          </Form>
        </DeskSection>
      ) : null}
    </>
  );
}

/** Spam and abuse: one person proposes, another confirms, and the reporter is told. */
export function DeskReportSpam({ report }: { report: DeskReport }) {
  const { content, can, state } = report;
  if (content === null || can.mark_spam !== true || state === "spam" || state === "withdrawn") return null;
  const { spam } = content;
  if (spam === null)
    return (
      <DeskSection id="spam" title="Spam or abuse">
        <Form
          summary="Propose to close it as spam or abuse"
          id="spam-form"
          label="Propose to close it"
          action={proposeSpamAction}
        >
          <ReportFields report={report} />
          <TextAreaField name="reason" label="Why, for the desk" rows={2} />
          <TextAreaField name="message" label="What the reporter is told" rows={3} />
          <SubmitButton label="Propose" kind="plain" />
        </Form>
      </DeskSection>
    );
  return (
    <DeskSection id="spam" title="Spam or abuse: proposed">
      <p>
        <bdi>{spam.by}</bdi> proposes to close this as spam or abuse.
      </p>
      <WrittenText>{spam.reason}</WrittenText>
      <p className="text-muted">The reporter would be told:</p>
      <WrittenText>{spam.message}</WrittenText>
      <Form id="settle-spam" label="Answer the proposal" action={settleSpamAction}>
        <ReportFields report={report} />
        <div className="flex flex-wrap gap-3">
          {spam.isOwn ? (
            <p>A second person has to confirm it.</p>
          ) : (
            <SubmitButton label="Confirm" kind="danger" name="answer" value="confirm" />
          )}
          <SubmitButton label="End the proposal" kind="plain" name="answer" value="end" />
        </div>
      </Form>
    </DeskSection>
  );
}

/** The name of a confidential reporter: asked for by one, allowed by another, opened on a page of its own. */
export function DeskReportIdentity({ report }: { report: DeskReport }) {
  const identity = report.content?.identity ?? null;
  if (identity === null) return null;
  return (
    <DeskSection id="identity" title="The sealed name">
      {identity.isAllowed ? (
        <p>
          Two people agreed.{" "}
          <a href={`/conduct/desk/reports/${report.id}/name`} className="underline">
            Open the name
          </a>
          : it is written down who does.
        </p>
      ) : null}
      {identity.isAsked ? (
        <>
          <p>Somebody asks for the name:</p>
          <WrittenText>{identity.reason}</WrittenText>
          {identity.isOwn ? (
            <p>You asked. A second person has to allow it.</p>
          ) : (
            <Form id="allow-name" label="Allow to open the name" action={allowIdentityAction}>
              <ReportFields report={report} />
              <SubmitButton label="Allow" kind="danger" />
            </Form>
          )}
        </>
      ) : (
        <Form summary="Ask for the name" id="ask-name" label="Ask for the name" action={askIdentityAction}>
          <ReportFields report={report} />
          <TextAreaField name="reason" label="Why it is needed" rows={2} />
          <SubmitButton label="Ask" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

/** Why the desk did something with a report. */
export function DeskReportReasons({ report, zone }: { report: DeskReport; zone: string }) {
  const reasons = report.content?.reasons ?? [];
  if (reasons.length === 0) return null;
  return (
    <DeskSection id="reasons" title="What the desk wrote down">
      <ul className="space-y-3">
        {reasons.map(({ id, by, at, about, text }) => (
          <li key={id}>
            <p className="text-[0.9375rem] text-muted">
              <bdi>{by}</bdi>, <DeskMoment at={at} zone={zone} />: {about}
            </p>
            <WrittenText>{text}</WrittenText>
          </li>
        ))}
      </ul>
    </DeskSection>
  );
}
