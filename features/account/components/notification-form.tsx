import { CheckField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { Notifications } from "@/lib/auth/tables";
import { saveNotificationsAction } from "../actions";

/** Which mails a person gets. */
export function NotificationForm({ notifications }: { notifications: Notifications }) {
  return (
    <section aria-labelledby="mails" className="space-y-4">
      <h2 id="mails" className="font-display text-xl font-semibold">
        Mails
      </h2>
      <p>
        Mails about the security of your account always come: they are how you would learn that somebody else got in.
        They cannot be switched off.
      </p>
      <Form id="notifications" action={saveNotificationsAction} className="space-y-4">
        <CheckField
          name="community"
          label="Community mails"
          help="News of sessions and programs you take part in. Each of them has a link that ends them."
          isOn={notifications.community}
        />
        <SubmitButton label="Save mails" kind="plain" />
      </Form>
    </section>
  );
}
