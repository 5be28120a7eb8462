import type { ReactNode } from "react";

/** A line down one ordered list, with its numbers on it. */
export function Steps({ children }: { children?: ReactNode }) {
  return (
    <div
      className={
        "my-6 [&>ol]:m-0 [&>ol]:list-none [&>ol]:p-0 [&>ol]:[counter-reset:step] " +
        "[&>ol>li]:relative [&>ol>li]:m-0 [&>ol>li]:border-s [&>ol>li]:border-rule [&>ol>li]:ps-8 [&>ol>li]:pb-6 " +
        "[&>ol>li]:ms-4 [&>ol>li]:[counter-increment:step] [&>ol>li:last-child]:border-transparent " +
        "[&>ol>li]:before:absolute [&>ol>li]:before:-start-4 [&>ol>li]:before:-top-0.5 [&>ol>li:last-child]:pb-0 " +
        "[&>ol>li]:before:grid [&>ol>li]:before:size-8 [&>ol>li]:before:place-items-center " +
        "[&>ol>li]:before:rounded-lg [&>ol>li]:before:border [&>ol>li]:before:border-control " +
        "[&>ol>li]:before:bg-paper [&>ol>li]:before:text-sm [&>ol>li]:before:font-bold " +
        "[&>ol>li]:before:tabular-nums [&>ol>li]:before:content-[counter(step)]"
      }
    >
      {children}
    </div>
  );
}
