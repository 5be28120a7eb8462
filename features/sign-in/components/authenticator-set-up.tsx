import { TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { cancelAuthenticatorAction, setUpAuthenticatorAction } from "../actions";
import { QrCode } from "./qr-code";

type AuthenticatorSetUpAttributes = { address: string; secret: string; next: string };

const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** The secret of a new authenticator, to be scanned or typed, and the field for its first code. */
export function AuthenticatorSetUp({ address, secret, next }: AuthenticatorSetUpAttributes) {
  return (
    <section aria-labelledby="set-up" className="space-y-6">
      <h2 id="set-up" className="font-display text-xl font-semibold">
        Set up the app
      </h2>
      <ol className="list-decimal space-y-4 ps-6">
        <li>Install an authenticator app on your phone, if you have none.</li>
        <li>
          Scan this code with it:
          <div className="mt-3 rounded-lg border border-rule p-3 sm:w-fit">
            <QrCode text={address} label="QR code with the same key as below, for an authenticator app" />
          </div>
        </li>
        <li>
          Or type this key into the app:
          <p className="mt-2">
            <code className="text-lg break-words">{grouped(secret)}</code>
          </p>
        </li>
        <li>Type the six digits that the app shows.</li>
      </ol>
      <Form id="set-up-authenticator" action={setUpAuthenticatorAction}>
        <input type="hidden" name="next" value={next} />
        <TextField
          name="code"
          label="Code"
          help="It changes every 30 seconds; the current one is right."
          autoComplete="one-time-code"
          inputMode="numeric"
          isRequired
        />
        <SubmitButton label="Switch it on" />
      </Form>
      <Form id="cancel-authenticator" action={cancelAuthenticatorAction}>
        <input type="hidden" name="next" value={next} />
        <SubmitButton label="Not now" kind="plain" />
      </Form>
    </section>
  );
}
