import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { makeRecoveryCodesAction } from "../actions";

/** Makes recovery codes and shows them once, as the answer of its form. */
export function RecoveryCodes({ codesLeft }: { codesLeft: number }) {
  return (
    <div className="space-y-6">
      <p>
        Each of these codes works once in place of the app, for the day your phone is lost. Print them, or keep them
        where you keep passwords – not on the phone itself.
      </p>
      {codesLeft === 0 ? null : <p>Making new codes makes the {codesLeft} you have left worth nothing.</p>}
      <Form id="make-codes" action={makeRecoveryCodesAction}>
        <SubmitButton label="Make recovery codes" kind={codesLeft === 0 ? "main" : "plain"} />
      </Form>
    </div>
  );
}
