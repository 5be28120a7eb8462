import type { ReactNode } from "react";

/** Panels one below the other, with their labels as headings; the enhancement script makes tabs of them. */
export function Tabs({ children }: { children?: ReactNode }) {
  return (
    <div data-tabs className="my-6 overflow-hidden rounded-lg border border-rule">
      {children}
    </div>
  );
}

export function Tab({ label, children }: { label: string; children?: ReactNode }) {
  return (
    <section
      data-tab-panel
      className={
        "border-t border-rule px-4 py-3 first:border-t-0 print:[content-visibility:visible] [&>:last-child]:mb-0 " +
        // A closed panel that the browser's search may look into keeps its own box: it must take no room.
        "[&[hidden]]:not-print:border-0 [&[hidden]]:not-print:py-0"
      }
    >
      <h3 data-tab-label className="m-0 mb-2 font-sans text-base font-bold">
        {label}
      </h3>
      {children}
    </section>
  );
}
