import { RadioField, TextField } from "@/components/rooms/fields";
import { SubmitButton } from "@/components/rooms/submit-button";

/** What is asked of whoever opens a case. */
export function OpenCaseFields() {
  return (
    <>
      <TextField
        name="summary"
        label="What it is about, in a line"
        help="Sealed like everything else. The case is called by two random words."
        maxLength={2000}
      />
      <RadioField
        name="conflict"
        label="How close do you stand to it?"
        options={[
          { value: "none", label: "No conflict: I take it" },
          { value: "soft", label: "Rather close: I may read it, and somebody else decides" },
        ]}
      />
      <SubmitButton label="Open the case" kind="plain" />
    </>
  );
}
