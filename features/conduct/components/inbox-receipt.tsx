import { TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { leaveAction, openReceiptAction, revealIdentityAction, stayAction } from "../inbox-actions";

/** Opens an inbox by the two things a receipt has. */
export function ReceiptForm() {
  return (
    <Form id="open" action={openReceiptAction} label="Open the inbox">
      <TextField
        name="locator"
        label="Locator"
        help="The six letters and digits of your receipt. Capitals do not matter."
        maxLength={100}
      />
      <TextAreaField
        name="secret"
        label="Code or words"
        help="The twenty characters, or the ten words. Either of them is enough."
        rows={3}
        maxLength={500}
      />
      <SubmitButton label="Open" kind="plain" />
    </Form>
  );
}

/** Keeps an inbox open that was opened by a receipt, or closes it. */
export function ReceiptSession() {
  return (
    <div className="mt-6 flex flex-wrap items-start gap-3">
      <Form id="stay" action={stayAction} label="Look for answers">
        <SubmitButton label="Look for answers" kind="plain" />
      </Form>
      <Form id="leave" action={leaveAction} label="Close this inbox">
        <SubmitButton label="Close this inbox" kind="plain" />
      </Form>
    </div>
  );
}

/** Tells who sent an anonymous report, for good. */
export function RevealForm({ isOpen }: { isOpen: boolean }) {
  return (
    <details className="rounded-lg border border-rule p-4" open={isOpen}>
      <summary className="cursor-pointer font-bold">Say who you are</summary>
      <div className="mt-4 space-y-4">
        <p>
          Your name is sealed, and opened only if two people of the team agree that it is needed. You cannot take it
          back afterwards. You go on reading answers here, with the same receipt.
        </p>
        <Form id="reveal" action={revealIdentityAction} label="Say who you are">
          <TextField name="name" label="Your name, here or elsewhere" maxLength={500} />
          <TextAreaField name="contact" label="How to reach you, if you want to be reached" rows={2} />
          <SubmitButton label="Seal it and send" kind="plain" />
        </Form>
      </div>
    </details>
  );
}
