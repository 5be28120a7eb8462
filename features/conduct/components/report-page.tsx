import type { ReactNode } from "react";
import { QuickExit } from "@/components/rooms/quick-exit";

type ReportPageAttributes = {
  title: string;
  /** Who reads it, and what else is to be in sight at every step. */
  lead: ReactNode;
  /** Of the page's policy for styles. */
  nonce: string | undefined;
  children: ReactNode;
};

// Only what is to be kept goes on paper: not the portal's name, nor what the page is about.
const onPaper = `@media print {
  body:has([data-print]) { visibility: hidden; }
  [data-print] { visibility: visible; position: absolute; inset: 0 0 auto 0; }
}`;

/** A quiet page: no colour that calls, large type, and the way out always in sight. */
export function ReportPage({ title, lead, nonce, children }: ReportPageAttributes) {
  return (
    <div className="text-lg accent-ink [--color-accent:var(--color-ink)] [--color-on-accent:var(--color-paper)] [&_:is(p,li)_a]:underline">
      <style nonce={nonce}>{onPaper}</style>
      <QuickExit />
      <div className="mx-auto max-w-[42rem] px-4 pt-10 sm:px-6">
        <h1 className="page-title">{title}</h1>
        <div className="mt-4 mb-10 space-y-3">{lead}</div>
        {children}
      </div>
    </div>
  );
}
