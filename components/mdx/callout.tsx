import type { ReactNode } from "react";

const kinds = {
  note: { label: "Note", frame: "border-rule", name: "text-muted" },
  tip: { label: "Tip", frame: "border-ok", name: "text-ok" },
  warning: { label: "Warning", frame: "border-accent", name: "text-accent" },
  danger: { label: "Danger", frame: "border-danger", name: "text-danger" },
} as const;
export type CalloutType = keyof typeof kinds;

export function Callout({
  type = "note",
  title,
  children,
}: {
  type?: CalloutType;
  title?: string;
  children?: ReactNode;
}) {
  const { label, frame, name } = kinds[type];
  return (
    <div role="note" className={`my-6 break-inside-avoid rounded-xs border-s-4 bg-surface px-4 py-3 ${frame}`}>
      <p className="m-0 font-bold">
        {/* The kind is written out: a colour alone says nothing to many readers. */}
        <span className={name}>{label}</span>
        {title ? <span>: {title}</span> : null}
      </p>
      <div className="[&>:first-child]:mt-1 [&>:last-child]:mb-0">{children}</div>
    </div>
  );
}
