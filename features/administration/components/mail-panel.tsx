import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { testMailAction } from "../actions";
import type { MailState } from "../domain/mail-state";

type MailPanelAttributes = { state: MailState; waiting: number; address: string | null };

/** Where mails go, and a way to see whether they arrive. */
export function MailPanel({ state, waiting, address }: MailPanelAttributes) {
  return (
    <>
      <dl className="mt-6">
        <div className="grid gap-x-6 border-t border-rule py-3 sm:grid-cols-[14rem_1fr]">
          <dt className="text-muted">Mails go to</dt>
          <dd className="min-w-0 break-words">
            {state.server ?? (
              <>
                Nobody: no mail server is set (SMTP_URL), so they are kept in{" "}
                <code className="text-[0.9375rem] break-all">{state.folder}</code>.{" "}
                {state.isShownHere ? (
                  <a href="/dev/mail" className="text-accent underline">
                    Read them
                  </a>
                ) : null}
              </>
            )}
          </dd>
        </div>
        <div className="grid gap-x-6 border-t border-rule py-3 sm:grid-cols-[14rem_1fr]">
          <dt className="text-muted">They come from</dt>
          <dd className="break-all">{state.from}</dd>
        </div>
        <div className="grid gap-x-6 border-y border-rule py-3 sm:grid-cols-[14rem_1fr]">
          <dt className="text-muted">Waiting to be sent</dt>
          <dd>{waiting}</dd>
        </div>
      </dl>
      <div className="mt-8">
        <Form id="test-mail" label="Test mail" action={testMailAction} className="space-y-4">
          {address === null ? (
            <p>Your account has no e-mail address, so no test mail can be sent to you.</p>
          ) : (
            <>
              <p>
                See whether mails arrive: send one to yourself, <span className="break-all">{address}</span>.
              </p>
              <SubmitButton label="Send a test mail" kind="plain" />
            </>
          )}
        </Form>
      </div>
    </>
  );
}
