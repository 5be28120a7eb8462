import { ProblemList } from "@/components/ui/problem-list";
import type { Problem } from "@/lib/content-problem";

/** Stands in for a page that cannot be shown; writers see why, readers only that it is so. */
export function BrokenPage({ problems }: { problems: Problem[] | null }) {
  if (problems !== null) return <ProblemList title="This page cannot be shown." problems={problems} />;
  return (
    <>
      <p>This page has a mistake in it and cannot be shown just now. The rest of the handbook is not affected.</p>
      <p>
        <a href="/search">Search for what you need</a>, or tell us with the link below.
      </p>
    </>
  );
}
