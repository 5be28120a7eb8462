import { TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { confirmAtProviderAction, confirmByCodeAction, confirmByMailAction, confirmInDemoAction } from "../actions";
import type { Proofs } from "../data/proof-queries";

/** How a person proves again that it is them. */
export function ConfirmOptions({ proofs, next }: { proofs: Proofs; next: string }) {
  const onward = <input type="hidden" name="next" value={next} />;
  if (proofs.kind === "code")
    return (
      <Form id="confirm-code" action={confirmByCodeAction}>
        {onward}
        <TextField
          name="code"
          label="Code"
          help="The six digits your authenticator app shows now, or one of your recovery codes."
          autoComplete="one-time-code"
          isRequired
        />
        <SubmitButton label="Confirm" />
      </Form>
    );
  if (proofs.kind === "demo")
    return (
      <Form id="confirm-demo" action={confirmInDemoAction}>
        {onward}
        <p>This is the demo, so pressing the button is all the proof it takes.</p>
        <SubmitButton label="Yes, it is me" />
      </Form>
    );
  const { providers, mailAddress } = proofs;
  if (providers.length === 0 && mailAddress === null)
    return (
      <p>
        None of your ways to sign in is switched on here any more, so there is nothing to prove it with. Tell whoever
        runs this portal.
      </p>
    );
  return (
    <div className="space-y-6">
      <p>Sign in once more. You come back to where you were.</p>
      {providers.map(({ id, label }, position) => (
        <Form key={id} id={`confirm-${id}`} action={confirmAtProviderAction} className="space-y-3">
          {onward}
          <input type="hidden" name="provider" value={id} />
          <SubmitButton label={`Sign in with ${label}`} kind={position === 0 ? "main" : "plain"} />
        </Form>
      ))}
      {mailAddress === null ? null : (
        <Form id="confirm-mail" action={confirmByMailAction} className="space-y-3">
          {onward}
          <SubmitButton label="Send me a link by mail" kind={providers.length === 0 ? "main" : "plain"} />
        </Form>
      )}
    </div>
  );
}
