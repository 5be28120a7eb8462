import { RadioField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { savePreferencesAction } from "../actions";
import type { Preferences } from "../domain/preferences";

type PreferencesFormAttributes = { preferences: Preferences; zones: string[] };

const themes = [
  { value: "system", label: "As the system says" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];
const widths = [
  { value: "normal", label: "Normal, best for most eyes" },
  { value: "wide", label: "Wide, for tables and large screens" },
];

/** How pages look in this browser, as a form. */
export function PreferencesForm({ preferences, zones }: PreferencesFormAttributes) {
  return (
    <Form id="preferences" action={savePreferencesAction} className="space-y-8">
      <RadioField name="theme" label="Theme" options={themes} initial={preferences.theme} />
      <RadioField name="width" label="Reading width" options={widths} initial={preferences.width} />
      <TextField
        name="zone"
        label="Time zone"
        help="Times of sessions are shown in this zone beside UTC. Leave it empty to use the zone of your device."
        initial={preferences.zone ?? ""}
        maxLength={64}
        suggestions={zones}
      />
      <SubmitButton label="Save settings" />
    </Form>
  );
}
