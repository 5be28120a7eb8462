import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { beginAuthenticatorAction, removeAuthenticatorAction } from "../actions";
import type { OwnSecondFactor } from "../data/second-factor-queries";
import { Instant } from "./instant";

type SecondFactorAttributes = { factor: OwnSecondFactor; zone: string; next: string };

/** Whether there is a second factor, and what can be done about it. */
export function SecondFactor({ factor, zone, next }: SecondFactorAttributes) {
  const { since, codesLeft, isNeeded } = factor;
  const begin = (
    <Form id="begin-authenticator" action={beginAuthenticatorAction}>
      <input type="hidden" name="next" value={next} />
      <SubmitButton
        label={since === null ? "Set up an authenticator app" : "Set up another app"}
        kind={since === null ? "main" : "plain"}
      />
    </Form>
  );
  if (since === null)
    return (
      <div className="space-y-6">
        <p>
          You have none yet. With an authenticator app on your phone, nobody gets into your account with your mailbox or
          your account elsewhere alone.
        </p>
        {isNeeded ? <p>Your role works only with a second factor.</p> : null}
        {begin}
      </div>
    );
  return (
    <div className="space-y-6">
      <p>
        An authenticator app is set up since <Instant at={since} zone={zone} />.
      </p>
      <p>
        {codesLeft === 0
          ? "You have no recovery codes. Without the app you could not get in."
          : `You have ${codesLeft} recovery ${codesLeft === 1 ? "code" : "codes"} left.`}{" "}
        <a href="/account/second-factor/codes" className="text-accent underline">
          Make new recovery codes
        </a>
      </p>
      <p>A new phone? Set up another app: it takes the place of this one once it has shown a right code.</p>
      {begin}
      {isNeeded ? (
        <p className="text-muted">Your role needs a second factor, so it can be replaced and not removed.</p>
      ) : (
        <Form id="remove-authenticator" action={removeAuthenticatorAction}>
          <SubmitButton label="Remove the app" kind="danger" />
        </Form>
      )}
    </div>
  );
}
