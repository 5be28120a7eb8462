"use client";

import { useState, type ReactNode } from "react";
import { useForm } from "./form";
import { SubmitButton } from "./submit-button";
import { useScript } from "./use-script";

/** What a field holds by the last answer to the form; the initial text before the first. */
function useValue(name: string, initial = ""): string {
  const { state } = useForm();
  return state.status === "new" || state.values === undefined ? initial : (state.values[name] ?? "");
}

/** Something the form carries along that nobody types. */
export function HiddenField({ name, initial = "" }: { name: string; initial?: string }) {
  return <input type="hidden" name={name} value={useValue(name, initial)} />;
}

/** What a field holds, as text. */
export function FormValue({ name }: { name: string }) {
  return useValue(name);
}

/** Shows something only while the form was not sent yet. */
export function WhileNew({ children }: { children: ReactNode }) {
  return useForm().state.status === "new" ? children : null;
}

/** Shows something only where a field holds any text, or the one that is named. */
export function WhenFilled({ name, text, children }: { name: string; text?: string; children: ReactNode }) {
  const value = useValue(name);
  return (text === undefined ? value !== "" : value === text) ? children : null;
}

type FoldedAttributes = { summary: string; fields: readonly string[]; children: ReactNode };

/** Fields that few people need: folded, until one of them has to be looked at again. */
export function FoldedFields({ summary, fields, children }: FoldedAttributes) {
  const { state } = useForm();
  const isWrong = state.status === "invalid" && fields.some((name) => state.fields[name] !== undefined);
  return (
    <details open={isWrong} className="rounded-lg border border-rule p-4">
      <summary className="cursor-pointer font-bold">{summary}</summary>
      <div className="mt-4 space-y-6">{children}</div>
    </details>
  );
}

type ReviewedField = { name: string; label: string; options?: Readonly<Record<string, string>> };

function Answer({ field }: { field: ReviewedField }) {
  const value = useValue(field.name);
  const { options } = field;
  const text =
    options === undefined
      ? value.trim()
      : value
          .split(/[\s,]+/)
          .map((each) => options[each] ?? each)
          .filter(Boolean)
          .join(", ");
  if (text === "") return null;
  return (
    <div>
      <dt className="font-bold">{field.label}</dt>
      <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
        {text}
      </dd>
    </div>
  );
}

/** What was answered so far, as it will be read; what was left empty is left out. */
export function ReviewedFields({ fields, empty }: { fields: readonly ReviewedField[]; empty: string }) {
  const { state } = useForm();
  const values = state.status === "new" ? undefined : state.values;
  const isEmpty = fields.every(({ name }) => (values?.[name] ?? "").trim() === "");
  if (isEmpty) return <p className="text-muted">{empty}</p>;
  return (
    <dl className="space-y-4">
      {fields.map((field) => (
        <Answer key={field.name} field={field} />
      ))}
    </dl>
  );
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/**
 * The files that were attached so far: a line of the field for each, with its id, its size and its name. Where they can
 * be removed, the button asks for `remove:` and the id.
 */
export function AttachedFiles({ name, canRemove = false }: { name: string; canRemove?: boolean }) {
  const lines = useValue(name).split(/\r?\n/).filter(Boolean);
  if (lines.length === 0) return null;
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {lines.map((line) => {
        const [id = "", size = "", ...words] = line.split(" ");
        const file = words.join(" ");
        return (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
            <span className="wrap-anywhere">
              <bdi>{file}</bdi> <span className="text-muted">({sizeOf(Number(size))})</span>
            </span>
            {canRemove ? (
              <SubmitButton kind="plain" name="intent" value={`remove:${id}`} label="Remove" about={file} />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

type ShownOnceAttributes = { parts: readonly { name: string; label: string }[] };

/** Something to be written down, copied or printed: nothing else of the page is on the paper. */
export function ShownOnce({ parts }: ShownOnceAttributes) {
  const { state } = useForm();
  const values = state.status === "new" ? undefined : state.values;
  const [isCopied, setCopied] = useState<boolean | null>(null);
  // The clipboard is missing on plain http.
  const canCopy = useScript() && "clipboard" in navigator;
  const filled = parts.map((part) => ({ ...part, text: values?.[part.name] ?? "" }));
  if (filled.every(({ text }) => text === "")) return null;
  const all = filled.map(({ label, text }) => `${label}: ${text}`).join("\n");
  const copy = () =>
    navigator.clipboard.writeText(all).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div>
      <dl data-print className="space-y-4 rounded-lg border-2 border-ink p-5">
        {filled.map(({ name, label, text }) => (
          <div key={name}>
            <dt className="text-[0.9375rem]">{label}</dt>
            <dd className="font-mono text-lg wrap-anywhere select-all">{text}</dd>
          </div>
        ))}
      </dl>
      {filled.map(({ name, text }) => (
        <input key={name} type="hidden" name={name} value={text} />
      ))}
      {canCopy ? (
        <p className="mt-3 flex flex-wrap items-center gap-3 print:hidden">
          <button type="button" onClick={() => void copy()} className={plain}>
            Copy
          </button>
          <button type="button" onClick={() => print()} className={plain}>
            Print
          </button>
          <span role="status">
            {isCopied === null ? "" : isCopied ? "Copied." : "Copying did not work: write it down."}
          </span>
        </p>
      ) : null}
    </div>
  );
}

const plain = "cursor-pointer rounded-lg border border-control px-4 py-2 font-bold hover:bg-surface";
