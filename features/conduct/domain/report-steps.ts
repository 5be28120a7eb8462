import { z } from "zod";
import { checkStep, fieldsOfStep, noContact, steps, type Step } from "./report-form";
import { isToken } from "./receipt";

/** What the form holds while it is being filled in: every field is a text. */
export type Typed = Record<string, string>;

/** The step after the questions, where everything is shown once more. */
export const reviewStep = steps.length;

const intents = ["next", "back", "send", "save", "upload", "resume", "delete-draft", "confirm"] as const;
/** What a button of the form asks for. */
export type Intent =
  { kind: (typeof intents)[number] } | { kind: "remove"; fileId: string } | { kind: "go"; step: number };

/** Reads what a button asks for; a form sent without a button, by the key Enter, goes on. */
export function readIntent(text: string | undefined): Intent {
  const [word = "", about = ""] = (text ?? "").split(":", 2);
  if (word === "remove" && z.uuid().safeParse(about).success) return { kind: "remove", fileId: about };
  if (word === "go") return { kind: "go", step: readStep(about) };
  return { kind: intents.find((intent) => intent === word) ?? "next" };
}

/** Reads at which step a form stands; the first where it does not say. */
export function readStep(text: string | undefined): number {
  const step = Number(text ?? "");
  return Number.isInteger(step) && step > 0 && step <= reviewStep ? step : 0;
}

/** Which fields belong to which step, for leading to the one that needs another look. */
export const stepFields: string[][] = steps.map((step) => [...fieldsOfStep(step), ...(step === 2 ? ["files"] : [])]);

function stepsToCheck({ step, intent }: Typed): readonly Step[] {
  const { kind } = readIntent(intent);
  if (kind === "send") return steps;
  // Going back, and coming back later, ask nothing of what is there.
  return kind === "next" ? steps.filter((each) => each === readStep(step)) : [];
}

/** The form as it is sent from step to step: checked as far as the step goes that is being left. */
export const steppedForm = z.record(z.string(), z.string()).superRefine((typed, context) => {
  if (!isToken(typed.token ?? ""))
    context.addIssue({ code: "custom", path: ["what"], message: "Copy what you wrote, and load the page again." });
  for (const step of stepsToCheck(typed))
    for (const [field, messages] of Object.entries(checkStep(step, typed)))
      for (const message of messages) context.addIssue({ code: "custom", path: [field], message });
});

/** Returns what is sent of what was typed: the wish not to be contacted goes before any way to. */
export const sentOf = (typed: Typed): Typed => (typed.silent === "on" ? { ...typed, contact: noContact } : typed);

/** A file that was attached, as the form names it in one line. */
export type Attached = { id: string; name: string; size: number };

/** Writes attached files as lines for the form. */
export const writeAttached = (files: readonly Attached[]): string =>
  files.map(({ id, name, size }) => `${id} ${size} ${name}`).join("\n");

/** Reads what `writeAttached` wrote; lines that are none are left out. */
export function readAttached(lines: string | undefined): Attached[] {
  return (lines ?? "").split(/\r?\n/).flatMap((line) => {
    const [, id = "", size = "", name = ""] = /^([0-9a-f-]{36}) (\d{1,9}) (.+)$/.exec(line) ?? [];
    return id === "" ? [] : [{ id, name, size: Number(size) }];
  });
}
