import type { ReactNode } from "react";
import { FileField, TextAreaField, CheckField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { FormAction } from "@/lib/form-state";
import { accepted } from "@/lib/uploads/file-types";
import type { InboxReport as Report } from "../data/inbox-queries";
import { newToken } from "../domain/receipt";
import { reportMovesFrom } from "../domain/report-state";
import { InboxFiles } from "./inbox-files";
import { InboxStatus } from "./inbox-status";
import { InboxThread } from "./inbox-thread";
import { InboxWritten } from "./inbox-written";

type InboxReportAttributes = {
  /** Null where the inbox closed before a form was sent: what was typed in it must still be there. */
  report: Report | null;
  /** Names the report in the forms of a signed-in person. */
  id?: string;
  zone: string;
  now: Date;
  /** Whether it is read by receipt: nothing here may tell more than the day. */
  isAnonymous: boolean;
  /** Where its files are handed out. */
  folder: string;
  actions: { send: FormAction; addFiles: FormAction; withdraw: FormAction };
  /** How to open the inbox again, where it closed. */
  closed: ReactNode;
  children?: ReactNode;
};

const heading = "font-display text-xl font-semibold";

/** Marks a form: what it is about, and that it is the same one however often it is sent. */
function Marks({ id }: { id: string | undefined }) {
  return (
    <>
      {id === undefined ? null : <input type="hidden" name="report" value={id} />}
      <input type="hidden" name="token" value={newToken()} />
    </>
  );
}

/** One report as its reporter sees it: where it stands, what was written, and everything they can do. */
export function InboxReport({
  report,
  id,
  zone,
  now,
  isAnonymous,
  folder,
  actions,
  closed,
  children,
}: InboxReportAttributes) {
  const isErased = report?.isErased === true;
  const isWithdrawable = report === null || reportMovesFrom(report.state).includes("request_withdrawal");
  // Without a script a form finds its answer by where it stands, so everything stands where it stood.
  return (
    <div className="mt-8 space-y-12">
      {report === null ? closed : <InboxStatus {...{ report, zone, now }} />}
      {isErased ? <p>What was written here has been erased, because its time was over.</p> : null}
      <section aria-labelledby="messages" className="space-y-6">
        <h2 id="messages" className={heading}>
          Messages
        </h2>
        {report === null ? null : <InboxThread messages={report.messages} {...{ zone, isAnonymous }} />}
        {isErased ? null : (
          <Form id="send" action={actions.send} label="Write to the Conduct Team">
            <Marks id={id} />
            <TextAreaField
              name="text"
              label="Write to the Conduct Team"
              help="Ask, add something, or tell us if anybody makes you pay for having reported: that is itself a violation. Any language."
              rows={5}
            />
            <SubmitButton label="Send" kind="plain" />
          </Form>
        )}
      </section>
      {isErased ? null : (
        <section aria-labelledby="files" className="space-y-6">
          <h2 id="files" className={heading}>
            Files
          </h2>
          {report === null ? null : <InboxFiles files={report.files} folder={folder} />}
          <Form id="add-files" action={actions.addFiles} label="Add files">
            <Marks id={id} />
            <FileField name="files" label="Add files" help={`${accepted}; up to 10 MB each.`} />
            {isAnonymous ? (
              <CheckField
                name="keepOriginals"
                label="Keep the originals of pictures as evidence"
                help="An original can tell where, when and with which device a picture was taken. Without this, only a copy without such details is kept. Of a PDF there is only the original."
              />
            ) : null}
            <SubmitButton label="Add" about="the chosen files" kind="plain" />
          </Form>
        </section>
      )}
      {report === null || isErased ? null : <InboxWritten written={report.written} />}
      {isErased ? null : children}
      {isErased || !isWithdrawable ? null : (
        <details className="rounded-lg border border-rule p-4" open={report === null}>
          <summary className="cursor-pointer font-bold">Ask to withdraw it</summary>
          <div className="mt-4 space-y-4">
            <p>
              Nothing is deleted by this. The Conduct Team answers you first; where others may be at risk, it may go on
              without you.
            </p>
            <Form id="withdraw" action={actions.withdraw} label="Ask to withdraw it">
              <Marks id={id} />
              <TextAreaField name="text" label="Why, if you want to say" rows={3} />
              <SubmitButton label="Ask to withdraw" kind="plain" />
            </Form>
          </div>
        </details>
      )}
    </div>
  );
}
