import { describeProblem, type Problem } from "@/lib/content-problem";

/** Stands in for a page that cannot be shown; writers see why, readers only that it is so. */
export function BrokenPage({ problems }: { problems: Problem[] | null }) {
  if (problems === null) {
    return (
      <>
        <p>This page has a mistake in it and cannot be shown just now. The rest of the handbook is not affected.</p>
        <p>
          <a href="/search">Search for what you need</a>, or tell us with the link below.
        </p>
      </>
    );
  }
  return (
    <div role="alert" className="rounded-lg border border-danger p-5">
      <p className="font-bold">This page cannot be shown. Mend this in the file and save: the page reloads by itself.</p>
      <ol>
        {problems.map((problem) => (
          <li key={describeProblem(problem)}>
            <code>{[problem.file, problem.line, problem.column].filter((part) => part !== null).join(":")}</code>
            <br />
            {problem.message}
            {problem.expected === undefined ? null : (
              <>
                <br />
                <span className="text-muted">Expected: {problem.expected}</span>
              </>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
