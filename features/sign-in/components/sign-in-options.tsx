import { TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { demoSignInAction, emailSignInAction, providerSignInAction } from "../actions";

type SignInOptionsAttributes = {
  providers: readonly { id: string; label: string }[];
  hasEmail: boolean;
  demo: readonly { key: string; name: string; about: string }[];
  next: string;
};

/** Every way to sign in that the settings switch on, each a form of its own. */
export function SignInOptions({ providers, hasEmail, demo, next }: SignInOptionsAttributes) {
  return (
    <div className="space-y-8">
      {providers.length === 0 ? null : (
        <ul className="space-y-3">
          {providers.map(({ id, label }) => (
            <li key={id}>
              <Form id={`sign-in-${id}`} action={providerSignInAction} className="space-y-3">
                <input type="hidden" name="provider" value={id} />
                <input type="hidden" name="next" value={next} />
                <SubmitButton label={`Sign in with ${label}`} />
              </Form>
            </li>
          ))}
        </ul>
      )}
      {hasEmail ? (
        <section aria-labelledby="by-mail">
          <h2 id="by-mail" className="mb-3 font-display text-xl font-semibold">
            With a link by mail
          </h2>
          <Form id="sign-in-email" action={emailSignInAction}>
            <input type="hidden" name="next" value={next} />
            <TextField
              name="email"
              label="E-mail address"
              type="email"
              autoComplete="email"
              inputMode="email"
              isRequired
            />
            <SubmitButton label="Send me a link" kind={providers.length === 0 ? "main" : "plain"} />
          </Form>
        </section>
      ) : null}
      {demo.length === 0 ? null : (
        <section aria-labelledby="demo-people">
          <h2 id="demo-people" className="font-display text-xl font-semibold">
            Demo people
          </h2>
          <p className="mt-2 text-muted">
            This portal runs on your machine only and has no sign-in provider, so you may be any of these invented
            people.
          </p>
          <ul className="mt-4 grid gap-3 sm:grid-cols-2">
            {demo.map(({ key, name, about }) => (
              <li key={key} className="rounded-lg border border-rule p-4">
                <Form id={`demo-${key}`} action={demoSignInAction} className="flex items-center justify-between gap-3">
                  <input type="hidden" name="person" value={key} />
                  <input type="hidden" name="next" value={next} />
                  <p>
                    <span className="font-bold">{name}</span>
                    <br />
                    <span className="text-[0.9375rem] text-muted">{about}</span>
                  </p>
                  <SubmitButton label={`Be ${name.replace(/ \(demo\)$/, "")}`} kind="plain" />
                </Form>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
