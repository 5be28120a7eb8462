"use client";

import { useForm } from "./form";

type SubmitButtonAttributes = {
  label: string;
  /** What of several things the button is about, for whoever does not see what it stands beside. */
  about?: string;
  /** How the button looks: the one act of the page, one of several, or one that takes something away. */
  kind?: "main" | "plain" | "danger";
  name?: string;
  value?: string;
};

const looks = {
  main: "h-12 border border-transparent bg-accent px-6 text-on-accent",
  plain: "border border-control px-4 py-2 hover:bg-surface",
  danger: "border border-danger px-4 py-2 text-danger hover:bg-surface",
};

/** Sends the form it stands in, once: while it is being sent, pressing again does nothing. */
export function SubmitButton({ label, about, kind = "main", name, value }: SubmitButtonAttributes) {
  const { isSending } = useForm();
  return (
    <button
      type="submit"
      {...{ name, value }}
      aria-disabled={isSending}
      onClick={(event) => {
        if (isSending) event.preventDefault();
      }}
      className={`cursor-pointer rounded-lg font-bold aria-disabled:opacity-60 ${looks[kind]}`}
    >
      {label}
      {about === undefined ? null : <span className="sr-only"> {about}</span>}
    </button>
  );
}
