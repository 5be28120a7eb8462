import type { ReactNode } from "react";
import { Link } from "@/components/mdx/link";
import type { Reachable } from "../domain/look-up";
import { audienceNames } from "./audience";

/** Rows that can be scanned: the name on the left, what it is beside it. */
export function FactList({ label, children }: { label: string; children?: ReactNode }) {
  return (
    <ul role="list" aria-label={label} className="my-4 list-none border-b border-rule p-0">
      {children}
    </ul>
  );
}

type FactRowAttributes = {
  id: string;
  name: ReactNode;
  /** Short facts below the name, such as who may read. */
  marks?: ReactNode;
  /** How far the row is indented: parts of a thing stand below it. */
  depth?: number;
  children?: ReactNode;
};

const indents = ["", "sm:ps-6", "sm:ps-12", "sm:ps-16"];

export function FactRow({ id, name, marks, depth = 0, children }: FactRowAttributes) {
  return (
    <li
      id={id}
      className={
        "m-0 grid break-inside-avoid gap-x-6 gap-y-1 border-t border-rule py-3 ps-0 target:bg-accent-soft " +
        `sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] ${indents[Math.min(depth, 3)] ?? ""}`
      }
    >
      <div className="min-w-0 wrap-break-word">
        <div className="font-bold">{name}</div>
        {marks ? <div className="mt-1 flex flex-wrap gap-x-2 gap-y-1 text-sm text-muted">{marks}</div> : null}
      </div>
      <div className="min-w-0 wrap-break-word [&>*]:my-0 [&>*+*]:mt-1">{children}</div>
    </li>
  );
}

/** What a list says when it has nothing to show, with the way on. */
export function EmptyFacts({ children }: { children?: ReactNode }) {
  return (
    <div className="my-4 rounded-lg border border-dashed border-rule px-4 py-3 text-muted [&>*]:m-0">{children}</div>
  );
}

/** A link to a place, or its bare name where there is no address; inline it says who may open it. */
export function ReachableLink({ to, isMarked = false }: { to: Reachable; isMarked?: boolean }) {
  if (to.href === null) return <span className="wrap-anywhere">{to.label}</span>;
  const openTo = isMarked && to.audience !== "public" ? audienceNames[to.audience].toLowerCase() : undefined;
  return (
    <Link href={to.href} isExternal={to.href.startsWith("http")} openTo={openTo}>
      {to.label}
    </Link>
  );
}
