"use client";

import { useActionState } from "react";
import { newForm } from "@/lib/form-state";
import { savePreferencesAction } from "../actions";
import type { Preferences } from "../domain/preferences";

type PreferencesFormAttributes = { preferences: Preferences; zones: string[] };

const choices = [
  {
    name: "theme",
    legend: "Theme",
    options: [
      ["system", "As the system says"],
      ["light", "Light"],
      ["dark", "Dark"],
    ],
  },
  {
    name: "width",
    legend: "Reading width",
    options: [
      ["normal", "Normal, best for most eyes"],
      ["wide", "Wide, for tables and large screens"],
    ],
  },
] as const;

/** The settings as a form that works with and without a script, and keeps what was typed when it is refused. */
export function PreferencesForm({ preferences, zones }: PreferencesFormAttributes) {
  const [state, save, isSaving] = useActionState(savePreferencesAction, newForm);
  const typed = state.status === "invalid" ? state.values : null;
  const chosen = { theme: typed?.theme ?? preferences.theme, width: typed?.width ?? preferences.width };
  const zoneProblem = state.status === "invalid" ? state.fields.zone?.[0] : undefined;
  return (
    <form action={save} className="space-y-8" key={JSON.stringify([preferences, state.status])}>
      <div role="status" aria-live="polite">
        {state.status === "new" ? null : (
          <p className={`rounded-lg border p-4 ${state.status === "done" ? "border-ok" : "border-danger"}`}>
            {state.message}
          </p>
        )}
      </div>
      {choices.map(({ name, legend, options }) => (
        <fieldset key={name}>
          <legend className="font-bold">{legend}</legend>
          <div className="mt-2 space-y-1">
            {options.map(([value, label]) => (
              <label key={value} className="flex items-center gap-3 py-1.5">
                <input
                  type="radio"
                  name={name}
                  value={value}
                  defaultChecked={chosen[name] === value}
                  className="size-5"
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div>
        <label htmlFor="zone" className="font-bold">
          Time zone
        </label>
        <p id="zone-help" className="text-[0.9375rem] text-muted">
          Times of sessions are shown in this zone beside UTC. Leave it empty to use the zone of your device.
        </p>
        <input
          id="zone"
          name="zone"
          list="zones"
          defaultValue={typed?.zone ?? preferences.zone ?? ""}
          autoComplete="off"
          maxLength={64}
          autoFocus={zoneProblem !== undefined}
          aria-describedby={zoneProblem === undefined ? "zone-help" : "zone-help zone-problem"}
          aria-invalid={zoneProblem !== undefined}
          className="mt-2 h-12 w-full max-w-sm rounded-lg border border-control bg-paper px-3"
        />
        <datalist id="zones">
          {zones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {zoneProblem === undefined ? null : (
          <p id="zone-problem" className="mt-2 font-bold text-danger">
            {zoneProblem}
          </p>
        )}
      </div>
      <button
        type="submit"
        disabled={isSaving}
        className="h-12 cursor-pointer rounded-lg bg-accent px-6 font-bold text-on-accent disabled:opacity-60"
      >
        {isSaving ? "Saving …" : "Save settings"}
      </button>
    </form>
  );
}
