"use client";

import type { ReactNode } from "react";
import { useForm } from "./form";

type FieldAttributes = { name: string; label: string; help?: ReactNode };

const box = "mt-2 w-full rounded-lg border border-control bg-paper px-3 aria-invalid:border-danger";

/** What a field shows: what was typed before it, what is wrong with it, and the ids that tie them together. */
function useField(name: string, initial: string) {
  const { state, id, isSending } = useForm();
  const values = state.status === "new" ? undefined : state.values;
  return {
    // The answer sets every field again: what was typed while it was on its way would be lost.
    isHeld: isSending,
    id: `${id}-${name}`,
    value: values === undefined ? initial : (values[name] ?? ""),
    problem: state.status === "invalid" ? state.fields[name]?.[0] : undefined,
  };
}

function describedBy(id: string, help: ReactNode, problem: string | undefined): string | undefined {
  const ids = [help === undefined ? "" : `${id}-help`, problem === undefined ? "" : `${id}-problem`].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

function FieldFrame(given: FieldAttributes & { id: string; problem: string | undefined; children: ReactNode }) {
  const { id, label, help, problem, children } = given;
  return (
    <div>
      <label htmlFor={id} className="block w-fit font-bold">
        {label}
      </label>
      {help === undefined ? null : (
        <p id={`${id}-help`} className="text-[0.9375rem] text-muted">
          {help}
        </p>
      )}
      {children}
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="mt-2 font-bold text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}

type TextFieldAttributes = FieldAttributes & {
  initial?: string;
  type?: "text" | "email" | "search" | "date";
  maxLength?: number;
  isRequired?: boolean;
  autoComplete?: string;
  inputMode?: "numeric" | "email" | "text";
  /** Known answers to choose from; others may be typed. */
  suggestions?: readonly string[];
};

/** A line of text, with its label, its help, and what is wrong with it. */
export function TextField(given: TextFieldAttributes) {
  const { name, help, initial = "", type = "text", maxLength, isRequired, autoComplete = "off", suggestions } = given;
  const { id, value, problem, isHeld } = useField(name, initial);
  return (
    <FieldFrame {...given} id={id} problem={problem}>
      <input
        {...{ id, name, type, maxLength, autoComplete }}
        readOnly={isHeld}
        inputMode={given.inputMode}
        required={isRequired}
        defaultValue={value}
        list={suggestions === undefined ? undefined : `${id}-list`}
        dir="auto"
        aria-describedby={describedBy(id, help, problem)}
        aria-invalid={problem !== undefined}
        className={`${box} h-12 max-w-md`}
      />
      {suggestions === undefined ? null : (
        <datalist id={`${id}-list`}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

type TextAreaAttributes = FieldAttributes & {
  initial?: string;
  rows?: number;
  maxLength?: number;
  isRequired?: boolean;
};

/** Text of several lines, with its label, its help, and what is wrong with it. */
export function TextAreaField(given: TextAreaAttributes) {
  const { name, help, initial = "", rows = 4, maxLength, isRequired } = given;
  const { id, value, problem, isHeld } = useField(name, initial);
  return (
    <FieldFrame {...given} id={id} problem={problem}>
      <textarea
        readOnly={isHeld}
        {...{ id, name, rows, maxLength }}
        required={isRequired}
        defaultValue={value}
        autoComplete="off"
        dir="auto"
        aria-describedby={describedBy(id, help, problem)}
        aria-invalid={problem !== undefined}
        className={`${box} py-2`}
      />
    </FieldFrame>
  );
}

/** Files to attach. Browsers never fill such a field in again, so what is chosen has to be sent at once. */
export function FileField(given: FieldAttributes & { accept?: string }) {
  const { name, help, accept } = given;
  const field = useField(name, "");
  const { id } = field;
  // Where some files were taken and others not, the form goes on and says so here.
  const { value: refused } = useField(`${name}-problem`, "");
  const problem = field.problem ?? (refused === "" ? undefined : refused);
  return (
    <FieldFrame {...given} id={id} problem={problem}>
      <input
        {...{ id, name, accept }}
        type="file"
        multiple
        aria-describedby={describedBy(id, help, problem)}
        aria-invalid={problem !== undefined}
        className="mt-2 block w-full rounded-lg border border-control bg-paper p-2 file:me-4 file:rounded-lg file:border file:border-control file:bg-surface file:px-3 file:py-1.5 file:font-bold aria-invalid:border-danger"
      />
    </FieldFrame>
  );
}

type Option = { value: string; label: string };

/** Any of a list, all in sight; sends one value for each that is ticked, which arrive as lines. */
export function CheckListField(given: FieldAttributes & { initial?: string; options: readonly Option[] }) {
  const { name, label, help, initial = "", options } = given;
  const { id, value, problem } = useField(name, initial);
  const chosen = value.split(/[\s,]+/);
  return (
    <fieldset aria-describedby={describedBy(id, help, problem)}>
      <legend className="font-bold">{label}</legend>
      {help === undefined ? null : (
        <p id={`${id}-help`} className="text-[0.9375rem] text-muted">
          {help}
        </p>
      )}
      <div className="mt-2 grid gap-x-6 sm:grid-cols-2">
        {options.map((option) => (
          <label key={option.value} className="flex items-center gap-3 py-1.5">
            <input
              key={String(chosen.includes(option.value))}
              type="checkbox"
              name={name}
              value={option.value}
              defaultChecked={chosen.includes(option.value)}
              aria-invalid={problem !== undefined}
              className="size-5 shrink-0"
            />
            <span dir="auto">{option.label}</span>
          </label>
        ))}
      </div>
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="mt-2 font-bold text-danger">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

/** One of a list that would be too long to show whole. */
export function SelectField(given: FieldAttributes & { initial?: string; options: readonly Option[] }) {
  const { name, help, initial = "", options } = given;
  const { id, value, problem } = useField(name, initial);
  return (
    <FieldFrame {...given} id={id} problem={problem}>
      <select
        // React sets the choice of a select only when it makes it.
        key={value}
        {...{ id, name }}
        defaultValue={value}
        aria-describedby={describedBy(id, help, problem)}
        aria-invalid={problem !== undefined}
        className={`${box} h-12 max-w-md`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** One of a few, all in sight; each may have a sentence about it. */
export function RadioField(
  given: FieldAttributes & { initial?: string; options: readonly (Option & { about?: ReactNode })[] },
) {
  const { name, label, help, initial = "", options } = given;
  const { id, value, problem } = useField(name, initial);
  return (
    <fieldset aria-describedby={describedBy(id, help, problem)}>
      <legend className="font-bold">{label}</legend>
      {help === undefined ? null : (
        <p id={`${id}-help`} className="text-[0.9375rem] text-muted">
          {help}
        </p>
      )}
      <div className="mt-2 space-y-1">
        {options.map((option) => (
          <label key={option.value} className="flex items-start gap-3 py-1.5">
            <input
              key={String(value === option.value)}
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={value === option.value}
              className="mt-1 size-5 shrink-0"
            />
            {option.about === undefined ? (
              option.label
            ) : (
              <span>
                <span className="font-bold">{option.label}</span>
                <span className="block text-muted">{option.about}</span>
              </span>
            )}
          </label>
        ))}
      </div>
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="mt-2 font-bold text-danger">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

/** Yes or no; sends "on" for yes and nothing for no. */
export function CheckField({ name, label, help, isOn = false }: FieldAttributes & { isOn?: boolean }) {
  const { id, value, problem } = useField(name, isOn ? "on" : "");
  const described = describedBy(id, help, problem);
  return (
    <div>
      <label htmlFor={id} className="flex items-start gap-3 py-1.5">
        <input
          key={value}
          {...{ id, name }}
          type="checkbox"
          value="on"
          defaultChecked={value === "on"}
          aria-describedby={described}
          aria-invalid={problem !== undefined}
          className="mt-1 size-5 shrink-0"
        />
        {label}
      </label>
      {help === undefined ? null : (
        <p id={`${id}-help`} className="ms-8 text-[0.9375rem] text-muted">
          {help}
        </p>
      )}
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="mt-2 font-bold text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
