import type { ReactNode } from "react";

export function Details({ summary, children }: { summary: string; children?: ReactNode }) {
  return (
    <details className="my-6 rounded-lg border border-rule px-4 open:pb-3">
      <summary className="-mx-4 cursor-pointer rounded-lg px-4 py-3 font-bold marker:text-muted hover:bg-surface">
        {summary}
      </summary>
      <div className="[&>:first-child]:mt-1 [&>:last-child]:mb-0">{children}</div>
    </details>
  );
}
