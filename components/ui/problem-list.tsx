import { describeProblem, type Problem } from "@/lib/content-problem";

/** Tells a writer what to mend, where, and what would have been right; shown in development only. */
export function ProblemList({ title, problems }: { title: string; problems: readonly Problem[] }) {
  return (
    <div role="alert" className="rounded-lg border border-danger p-5">
      <p className="font-bold">{title} Mend this and save: the page reloads by itself.</p>
      <ol className="mt-3 list-decimal space-y-3 ps-6">
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
