import type { DeskCase } from "../data/case-queries";

/** Marks a form with the case and the version of it that is on the page. */
export function CaseFields({ shown: { id, version } }: { shown: Pick<DeskCase, "id" | "version"> }) {
  return (
    <>
      <input type="hidden" name="case" value={id} />
      <input type="hidden" name="version" value={version} />
    </>
  );
}

/** A case with what is in it, for those who may read it. */
export type CasePartAttributes = { shown: DeskCase; content: NonNullable<DeskCase["content"]>; zone: string };
