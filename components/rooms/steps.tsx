"use client";

import { createContext, useContext, useEffect, useRef, type ReactNode } from "react";
import type { FormState } from "@/lib/form-state";
import { useForm } from "./form";

const CurrentStep = createContext("0");

/** The step that is shown: where an answer needs another look, the first that has one; else what the form says. */
function stepOf(state: FormState, fields: readonly (readonly string[])[]): string {
  if (state.status === "new") return "0";
  if (state.status === "invalid") {
    const wrong = fields.findIndex((names) => names.some((name) => state.fields[name] !== undefined));
    if (wrong !== -1) return String(wrong);
  }
  return state.values?.step ?? "0";
}

type StepsAttributes = {
  /** The fields of each step, by which a mistake is found again. */
  fields: readonly (readonly string[])[];
  /** What the key Enter asks for in a step; where nothing is said, to go on. */
  onEnter?: Readonly<Record<string, string>>;
  children: ReactNode;
};

/**
 * One form in several steps: all of its fields are sent each time, and the answer says which step comes. Nothing is
 * kept in the browser, and it works without a script.
 */
export function Steps({ fields, onEnter = {}, children }: StepsAttributes) {
  const { state } = useForm();
  const root = useRef<HTMLDivElement>(null);
  const current = stepOf(state, fields);
  const shown = useRef(current);
  useEffect(() => {
    const section = root.current?.querySelector<HTMLElement>(`[data-step="${current}"]`);
    const mistake = section?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (mistake) mistake.focus();
    else if (shown.current !== current) section?.querySelector("h2")?.focus();
    else if (state.status === "done") root.current?.closest("form")?.scrollIntoView();
    shown.current = current;
  }, [state, current]);
  return (
    <div ref={root}>
      {/* The first button of a form is the one that Enter presses. */}
      <button
        type="submit"
        name="intent"
        value={onEnter[current] ?? "next"}
        tabIndex={-1}
        aria-hidden
        className="sr-only"
      />
      <input type="hidden" name="step" value={current} />
      <CurrentStep value={current}>{children}</CurrentStep>
    </div>
  );
}

type StepAttributes = {
  name: string;
  title: string;
  /** Where it stands among the others. */
  note?: string;
  children: ReactNode;
};

/** A step of a form in steps; the others are out of sight, with what was typed there. */
export function Step({ name, title, note, children }: StepAttributes) {
  const isCurrent = useContext(CurrentStep) === name;
  return (
    <section hidden={!isCurrent} data-step={name} aria-labelledby={`step-${name}`}>
      <h2
        id={`step-${name}`}
        tabIndex={-1}
        className="mb-6 font-display text-2xl leading-tight font-semibold outline-none"
      >
        {note === undefined ? null : <span className="block font-sans text-[0.9375rem] font-normal">{note}</span>}
        {title}
      </h2>
      <div className="space-y-8">{children}</div>
    </section>
  );
}
