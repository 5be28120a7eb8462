import type { ReactNode } from "react";

/** A page that only says one thing: not found, cannot be shown, done. */
export function MessagePage({ title, mark, children }: { title: string; mark?: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-[42rem] px-4 pt-16 pb-8 sm:px-6">
      {mark === undefined ? null : <p className="font-mono text-sm text-muted">{mark}</p>}
      <h1 className="page-title">{title}</h1>
      <div className="prose">{children}</div>
    </div>
  );
}
