/** What a form shows after it was sent: nothing yet, done, or what to mend with everything that was typed. */
export type FormState =
  | { status: "new" }
  | { status: "done"; message: string }
  | {
      status: "invalid";
      message: string;
      fields: Record<string, string[] | undefined>;
      values: Record<string, string>;
    };

/** The state of a form that was not sent yet. */
export const newForm: FormState = { status: "new" };
