import type { ComponentProps } from "react";

type LinkAttributes = ComponentProps<"a"> & {
  /** Leads to another site. */
  isExternal?: boolean;
  /** Opens for staff only. */
  isStaffOnly?: boolean;
};

export function Link({ isExternal = false, isStaffOnly = false, className, children, ...rest }: LinkAttributes) {
  const classes = [className, isExternal ? "external" : null].filter(Boolean).join(" ");
  const anchor = (
    <a {...rest} className={classes || undefined}>
      {children}
    </a>
  );
  if (!isStaffOnly) return anchor;
  return (
    <>
      {anchor}{" "}
      <small className="rounded-xs border border-rule px-1 text-xs whitespace-nowrap text-muted">staff only</small>
    </>
  );
}
