"use client";

import type { ReactNode } from "react";
import { useForm } from "./form";

type FieldAttributes = { name: string; label: string; help?: ReactNode };

const box = "mt-2 w-full rounded-lg border border-control bg-paper px-3 aria-invalid:border-danger";

/** What a field shows: what was typed before it, what is wrong with it, and the ids that tie them together. */
function useField(name: string, initial: string) {
  const { state, id } = useForm();
  const isRefused = state.status === "invalid";
  return {
    id: `${id}-${name}`,
    value: isRefused ? (state.values[name] ?? "") : initial,
    problem: isRefused ? state.fields[name]?.[0] : undefined,
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
  const { id, value, problem } = useField(name, initial);
  return (
    <FieldFrame {...given} id={id} problem={problem}>
      <input
        {...{ id, name, type, maxLength, autoComplete }}
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

type Option = { value: string; label: string };

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

/** One of a few, all in sight. */
export function RadioField(given: FieldAttributes & { initial?: string; options: readonly Option[] }) {
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
          <label key={option.value} className="flex items-center gap-3 py-1.5">
            <input
              key={String(value === option.value)}
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={value === option.value}
              className="size-5"
            />
            {option.label}
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
