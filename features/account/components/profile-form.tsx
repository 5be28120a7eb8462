import { SelectField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { saveProfileAction } from "../actions";
import { languages } from "../domain/profile";

type ProfileFormAttributes = {
  name: string;
  email: string | null;
  zone: string | null;
  language: string | null;
  zones: readonly string[];
};

const anyLanguage = { value: "", label: "No preference" };

/** What people see of a person, and how times are shown to them. */
export function ProfileForm({ name, email, zone, language, zones }: ProfileFormAttributes) {
  return (
    <section aria-labelledby="profile" className="space-y-6">
      <h2 id="profile" className="font-display text-xl font-semibold">
        Profile
      </h2>
      <div>
        <p className="font-bold">E-mail address</p>
        <p className="break-words" dir="auto">
          {email ?? "None"}
        </p>
        <p className="text-[0.9375rem] text-muted">
          It comes from where you sign in, and was confirmed there. Nobody can change it here, so that nobody can turn
          your account into theirs.
        </p>
      </div>
      <Form id="profile-form" action={saveProfileAction}>
        <TextField name="name" label="Name" initial={name} autoComplete="name" isRequired />
        <TextField
          name="zone"
          label="Time zone"
          help="Mails and your account show times in this zone. Leave it empty for UTC."
          initial={zone ?? ""}
          suggestions={zones}
        />
        <SelectField
          name="language"
          label="Language"
          help="The pages are in English. Your choice tells us which other language would help you."
          initial={language ?? ""}
          options={[anyLanguage, ...languages]}
        />
        <SubmitButton label="Save profile" />
      </Form>
    </section>
  );
}
