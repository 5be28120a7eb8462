import { compileSnippet } from "../data/snippet-queries";
import { PageBody, type PageMoment } from "./page-body";

const maximalDepth = 3;

/** Text that several pages share; a snippet that is missing, broken or circular leaves a note in its place. */
export async function IncludedSnippet({ name, moment }: { name: string; moment: PageMoment }) {
  const includes = moment.includes ?? [];
  const isCircular = includes.slice(0, -1).includes(name) || includes.length > maximalDepth;
  const compiled = isCircular ? null : await compileSnippet(name);
  if (compiled === null || compiled.Content === null) {
    return <p className="text-muted">A shared text ({name}) cannot be shown here.</p>;
  }
  return <PageBody {...moment} Content={compiled.Content} />;
}
