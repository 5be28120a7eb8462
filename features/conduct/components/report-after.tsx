import { TextField } from "@/components/rooms/fields";
import { FormValue, HiddenField, ShownOnce, WhenFilled } from "@/components/rooms/form-values";
import { Step } from "@/components/rooms/steps";
import { SubmitButton } from "@/components/rooms/submit-button";

function WhatNext({ inbox, label }: { inbox: string; label: string }) {
  return (
    <>
      <p>
        You can go on any time: add something, ask, read our answers, or ask to withdraw. All of it is in{" "}
        <a href={inbox}>{label}</a>.
      </p>
      <p>
        If anybody punishes you for reporting, or threatens to, tell us: retaliation is itself a violation of the code
        of conduct.
      </p>
      <p>
        What happened to you, or what you saw, can weigh on you for a while. Talk to somebody you trust. If you need
        help at once, <a href="/handbook/contact/emergency">here is whom to call</a>.
      </p>
    </>
  );
}

function Dates() {
  return (
    <ul className="list-disc space-y-2 ps-6">
      <li>
        A person answers you by{" "}
        <strong>
          <FormValue name="acknowledge" />
        </strong>
        .
      </li>
      <li>
        You hear from us again by{" "}
        <strong>
          <FormValue name="update" />
        </strong>
        , and at least every seven days until it is closed.
      </li>
    </ul>
  );
}

/** What a signed-in person sees after sending. */
export function ReportSent() {
  return (
    <Step name="sent" title="Thank you. We have it.">
      <WhenFilled name="isSilent" text="yes">
        <p>You asked not to be contacted, so we send you no mails. What we do is written in your inbox all the same.</p>
      </WhenFilled>
      <Dates />
      <WhatNext inbox="/inbox" label="your inbox" />
    </Step>
  );
}

const parts = [
  { name: "locator", label: "Locator" },
  { name: "code", label: "Code" },
  { name: "words", label: "The same code in words" },
];

/** The receipt of an anonymous report, shown once, and the check that it was kept. */
export function ReportReceipt() {
  return (
    <Step name="receipt" title="Thank you. We have it. Keep this receipt.">
      <p>
        This is shown once, here and now. Only with the locator and the code, or the words, can you read our answers and
        write to us. If they are lost, nobody can bring them back, not even we; you could only send another report.
      </p>
      <ShownOnce parts={parts} />
      <p>
        Write it down, or copy it to where nobody else looks. On paper it says nothing of what it is for. Leaving now
        loses nothing of your report, only the way back to it.
      </p>
      <HiddenField name="acknowledge" />
      <HiddenField name="update" />
      <TextField
        name="last"
        label="Type the last four characters of the code"
        help="So that you can be sure you have it. Capitals or not does not matter."
        maxLength={20}
      />
      <SubmitButton name="intent" value="confirm" label="I have kept it" />
    </Step>
  );
}

/** What an anonymous person sees once the receipt is kept. */
export function ReportKept() {
  return (
    <Step name="kept" title="Your receipt is right">
      <Dates />
      <WhatNext inbox="/conduct/receipt" label="the inbox that your receipt opens" />
      <p>You can close this page now. Nothing of it stays in the browser but its address in the history.</p>
    </Step>
  );
}
