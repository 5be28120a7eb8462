import { Form } from "@/components/rooms/form";
import { HiddenField } from "@/components/rooms/form-values";
import { Steps } from "@/components/rooms/steps";
import type { Readers } from "../data/reporting-queries";
import type { Promised } from "../domain/in-words";
import { newToken } from "../domain/receipt";
import { stepFields } from "../domain/report-steps";
import { anonymousReportAction, reportAction } from "../reporting-actions";
import { ReportKept, ReportReceipt, ReportSent } from "./report-after";
import { ReportBefore } from "./report-before";
import { ReportEvidence, ReportHappened, ReportReach } from "./report-questions";
import { ReportReview } from "./report-review";

type ReportFormAttributes = {
  readers: Readers;
  promised: Promised;
  isAnonymous: boolean;
  /** Whether somebody of the team reports, who may do so for others. */
  isTeam: boolean;
  draftUntil: string | null;
  /** What the report is about, by the address of the page. */
  link: string;
};

/** The form in its steps, for somebody who is signed in or somebody who stays anonymous. */
export function ReportForm({ readers, promised, isAnonymous, isTeam, draftUntil, link }: ReportFormAttributes) {
  return (
    <Form id="form" action={isAnonymous ? anonymousReportAction : reportAction}>
      <Steps fields={stepFields} onEnter={{ receipt: "confirm" }}>
        <HiddenField name="token" initial={newToken()} />
        <HiddenField name="uploaded" />
        {isAnonymous ? <HiddenField name="mode" initial="anonymous" /> : null}
        <ReportBefore {...{ readers, promised, isAnonymous, draftUntil }} />
        <ReportHappened link={link} />
        <ReportEvidence {...{ isAnonymous, isTeam }} />
        <ReportReach isAnonymous={isAnonymous} />
        <ReportReview {...readers} />
        {isAnonymous ? (
          <>
            <ReportReceipt />
            <ReportKept />
          </>
        ) : (
          <ReportSent />
        )}
      </Steps>
    </Form>
  );
}
