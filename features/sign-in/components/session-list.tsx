import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { endOtherSessionsAction, endSessionAction } from "../actions";
import type { OwnSession } from "../data/session-queries";
import { Instant } from "./instant";
import { SignOut } from "./sign-out";

type SessionListAttributes = { sessions: readonly OwnSession[]; zone: string };

/** Where a person is signed in, and how to end it: one session, all others, this one, or all. */
export function SessionList({ sessions, zone }: SessionListAttributes) {
  return (
    <section aria-labelledby="sessions" className="space-y-6">
      <h2 id="sessions" className="font-display text-xl font-semibold">
        Where you are signed in
      </h2>
      <Form id="end-session" action={endSessionAction} label="End a session" className="space-y-3">
        <ul className="divide-y divide-rule rounded-lg border border-rule">
          {sessions.map(({ id, isThis, device, provider, createdAt, lastSeenAt }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3 p-4">
              <div>
                <p className="font-bold">
                  {device}
                  {isThis ? <span className="ms-2 font-normal text-ok">This one</span> : null}
                </p>
                <p className="text-[0.9375rem] text-muted">
                  Signed in with {provider} on <Instant at={createdAt} zone={zone} />
                  <br />
                  Last seen on <Instant at={lastSeenAt} zone={zone} />
                </p>
              </div>
              {isThis ? null : <SubmitButton label="End" about={device} kind="plain" name="session" value={id} />}
            </li>
          ))}
        </ul>
      </Form>
      {sessions.length > 1 ? (
        <Form id="end-others" action={endOtherSessionsAction}>
          <SubmitButton label="End all others" kind="plain" />
        </Form>
      ) : null}
      <SignOut />
    </section>
  );
}
