import type { ReactNode } from "react";

export function Cards({ children }: { children?: ReactNode }) {
  return (
    <ul role="list" className="my-6 grid list-none gap-4 p-0 sm:grid-cols-[repeat(auto-fill,minmax(16rem,1fr))]">
      {children}
    </ul>
  );
}

export function Card({ title, href, children }: { title: string; href?: string; children?: ReactNode }) {
  return (
    <li
      className={
        "relative m-0 rounded-lg border border-rule p-4 [&_p]:m-0 [&_p]:mt-1 [&_p]:text-muted " +
        (href ? "focus-within:border-control hover:border-control hover:bg-surface" : "")
      }
    >
      <div className="font-bold">
        {href ? (
          // The link covers the card, so that the whole of it can be pressed and its name stays short.
          <a href={href} className="after:absolute after:inset-0 after:rounded-lg after:content-['']">
            {title}
          </a>
        ) : (
          title
        )}
      </div>
      {children}
    </li>
  );
}
