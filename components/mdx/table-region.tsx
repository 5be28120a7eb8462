import type { ReactNode } from "react";

/** A wide table scrolls in here and not with the page; focusable, so that the keyboard can scroll it. */
export function TableRegion({ label, children }: { label?: string; children?: ReactNode }) {
  return (
    <div
      role="group"
      tabIndex={0}
      aria-label={label ? `Table: ${label}` : "Table"}
      className="my-6 overflow-x-auto rounded-lg border border-rule print:overflow-visible [&_table]:my-0"
    >
      {children}
    </div>
  );
}
