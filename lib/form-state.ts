/** What a form shows after it was sent: nothing yet, done, or what to mend with everything that was typed. */
export type FormState =
  | { status: "new" }
  | {
      status: "done";
      message: string;
      /** What the fields hold now, where the form goes on: another step of it, for instance. */
      values?: Record<string, string>;
    }
  | {
      status: "invalid";
      message: string;
      /** Where to go to be able to send it, when that is what is missing. */
      way?: { label: string; href: string };
      fields: Record<string, string[] | undefined>;
      values: Record<string, string>;
    };

/** A server action as a form calls it. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

/** The state of a form that was not sent yet. */
export const newForm: FormState = { status: "new" };
