import { SubmitButton } from "@/components/rooms/submit-button";

/** The ways out of a step: on, past it, back, and away until another day. */
export function ReportButtons({ canSkip = false, canGoBack = true }: { canSkip?: boolean; canGoBack?: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-rule pt-6">
      <SubmitButton name="intent" value="next" label="Continue" />
      {canSkip ? <SubmitButton kind="plain" name="intent" value="next" label="Skip this step" /> : null}
      {canGoBack ? <SubmitButton kind="plain" name="intent" value="back" label="Back" /> : null}
      <SubmitButton kind="plain" name="intent" value="save" label="Save and come back" />
    </div>
  );
}
