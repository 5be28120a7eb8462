import type { ComponentProps } from "react";

type LinkAttributes = ComponentProps<"a"> & {
  /** Leads to another site. */
  isExternal?: boolean;
  /** Opens for staff only. */
  isStaffOnly?: boolean;
  /** Who may open it, in words; without them it is open to everyone, or to staff. */
  openTo?: string;
};

export function Link({
  isExternal = false,
  isStaffOnly = false,
  openTo,
  className,
  children,
  ...rest
}: LinkAttributes) {
  const mark = openTo ?? (isStaffOnly ? "staff only" : null);
  const classes = [className, isExternal ? "external" : null].filter(Boolean).join(" ");
  const anchor = (
    <a {...rest} className={classes || undefined}>
      {children}
    </a>
  );
  if (mark === null) return anchor;
  return (
    <>
      {anchor} <small className="rounded-xs border border-rule px-1 text-xs whitespace-nowrap text-muted">{mark}</small>
    </>
  );
}
