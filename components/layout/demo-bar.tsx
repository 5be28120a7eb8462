/** Says on every page of somebody signed in to the demo that nobody here is real. */
export function DemoBar() {
  return (
    <aside aria-label="Demo" className="border-b border-rule bg-surface text-xs text-muted sm:text-sm print:hidden">
      <p className="mx-auto flex max-w-[88rem] flex-wrap gap-x-4 px-4 py-1.5 sm:px-6">
        <span>Demo: invented people, on this machine only.</span>
        <a href="/account" className="underline hover:text-ink">
          Be somebody else
        </a>
      </p>
    </aside>
  );
}
