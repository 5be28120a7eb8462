"use client";

import { createContext, useActionState, useContext, useEffect, useRef, type ReactNode } from "react";
import { newForm, type FormAction, type FormState } from "@/lib/form-state";

const FormContext = createContext<{ state: FormState; isSending: boolean; id: string }>({
  state: newForm,
  isSending: false,
  id: "",
});

/** Returns the state of the form a field stands in. */
export const useForm = () => useContext(FormContext);

type FormAttributes = {
  action: FormAction;
  /** Distinguishes the form from others on the page. */
  id: string;
  /** Says what the form is for, to whoever does not see what stands around it. */
  label?: string;
  /** Folds the form under these words until it is wanted; what came of it is always in sight. */
  summary?: string;
  className?: string;
  children: ReactNode;
};

function Message({ state }: { state: FormState }) {
  if (state.status === "new" || state.message === "") return null;
  const way = state.status === "invalid" ? state.way : undefined;
  // What comes after the first line is to be written down: each piece stands by itself.
  const [sentence, ...pieces] = state.message.split("\n");
  return (
    <div className={`mb-6 rounded-lg border p-4 ${state.status === "done" ? "border-ok" : "border-danger"}`}>
      <p>
        {sentence}{" "}
        {way === undefined ? null : (
          <a href={way.href} target="_blank" className="text-accent underline">
            {way.label}
          </a>
        )}
      </p>
      {pieces.length === 0 ? null : (
        <ul className="mt-3 grid gap-x-6 gap-y-1 font-mono sm:grid-cols-2">
          {pieces.map((piece) => (
            <li key={piece}>{piece}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A form of a room: works with and without a script, says what happened, and keeps what was typed when refused. */
export function Form({ action, id, label, summary, className = "space-y-6", children }: FormAttributes) {
  const [state, act, isSending] = useActionState(action, newForm);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The first answer that needs another look, so that nobody has to search for it.
    if (state.status === "invalid") form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);
  const content = (
    <>
      <div role="status" aria-live="polite">
        <Message state={state} />
      </div>
      <div className={className}>
        <FormContext value={{ state, isSending, id }}>{children}</FormContext>
      </div>
    </>
  );
  return (
    <form ref={form} action={act} id={id} aria-label={label}>
      {summary === undefined ? (
        content
      ) : (
        <details open={state.status !== "new"} className="rounded-lg border border-rule px-3 open:pb-4">
          <summary className="cursor-pointer py-2 font-bold">{summary}</summary>
          <div className="mt-1">{content}</div>
        </details>
      )}
    </form>
  );
}
