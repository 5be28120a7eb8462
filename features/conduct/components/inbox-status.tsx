import type { InboxEntry } from "../data/inbox-queries";
import { modeLabels } from "../domain/labels";
import { promiseOf } from "../domain/promise";
import { reportStateSentences } from "../domain/report-state";
import { InboxDay } from "./inbox-day";

type InboxStatusAttributes = {
  report: Pick<InboxEntry, "mode" | "state" | "submittedOn" | "isAnswerWanted" | "isSettled" | "nextUpdateBy">;
  zone: string;
  now: Date;
};

const modeWords = { named: "Named", confidential: "Confidential", anonymous: modeLabels.anonymous.label };

/** Where a report stands, and by when there is news; says it when that day has passed. */
export function InboxStatus({ report, zone, now }: InboxStatusAttributes) {
  const promise = promiseOf(report, now);
  return (
    <div className="space-y-2">
      <p className="text-[0.9375rem] text-muted">
        Sent on <InboxDay at={new Date(report.submittedOn)} zone="UTC" />. {modeWords[report.mode]}.
      </p>
      <p className="text-lg">
        {report.isSettled
          ? "The Conduct Team has told you how it ended. You can still write here."
          : reportStateSentences[report.state]}
      </p>
      {promise === null ? null : promise.isKept ? (
        <p>
          You hear from us again by <InboxDay at={promise.by} zone={zone} />, even if there is nothing new.
        </p>
      ) : (
        <p>
          You should have heard from us by <InboxDay at={promise.by} zone={zone} />. We are late, and we are sorry. More
          people of the team have been told.
        </p>
      )}
      {report.isAnswerWanted ? null : (
        <p>You asked not to be contacted, so no mail is sent to you. What we write to you stands here all the same.</p>
      )}
    </div>
  );
}
