import { TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { ReadingItem } from "../data/reading-queries";
import { translationAction } from "../desk-actions";
import { DeskSection, Folded, WrittenText } from "./desk-parts";

/** What a native reader was asked to read, and where they write what it says. */
export function DeskReading({ caseId, items }: { caseId: string; items: readonly ReadingItem[] }) {
  if (items.length === 0) return <p className="mt-6">What you were asked to read is not there any more.</p>;
  return items.map(({ item, language, text, isAnswered }, at) => (
    <DeskSection key={item.id} id={`item-${at}`} title={`Text ${at + 1}: ${language}`}>
      <Folded summary="Open the text. It may be about something painful.">
        <WrittenText>{text}</WrittenText>
      </Folded>
      {isAnswered ? <p>You answered this. Thank you. You can add something.</p> : null}
      <Form id={`answer-${at}`} label={`What text ${at + 1} says`} action={translationAction}>
        <input type="hidden" name="case" value={caseId} />
        <input type="hidden" name="kind" value={item.kind} />
        <input type="hidden" name="item" value={item.id} />
        <TextAreaField
          name="text"
          label="What it says, in English"
          help="Please use no translation service: the text must not leave the portal."
          rows={6}
        />
        <SubmitButton label="Send" kind="plain" />
      </Form>
    </DeskSection>
  ));
}
