import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { signOutAction, signOutEverywhereAction } from "../actions";

/** Signs out, in this browser or in all of them. */
export function SignOut() {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Form id="sign-out" action={signOutAction}>
        <SubmitButton label="Sign out here" kind="plain" />
      </Form>
      <Form id="sign-out-everywhere" action={signOutEverywhereAction}>
        <SubmitButton label="Sign out everywhere" kind="plain" />
      </Form>
    </div>
  );
}
