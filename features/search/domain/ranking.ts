import { wholeLabel } from "./tokenize";

/** A section that answers a query, with its score from the index. */
export type Candidate = { page: string; position: number; title: string; heading: string; score: number };
/** A page that answers a query, with its best sections first. */
export type RankedPage = { path: string; title: string; score: number; sections: Candidate[] };

const sectionsPerPage = 2;
// Every section counts its page's title as its own: without this the shortest section would stand for the page.
const introductionBoost = 0.5;

/** Orders pages by their best section, where a title or heading that is or holds the query counts for more than any text. */
export function rankPages(candidates: Candidate[], text: string): RankedPage[] {
  const sought = wholeLabel(text);
  const titleBoosts = new Map<string, number>();
  const pages = new Map<string, RankedPage>();
  for (const candidate of candidates) {
    let titleBoost = titleBoosts.get(candidate.page);
    if (titleBoost === undefined)
      titleBoosts.set(candidate.page, (titleBoost = boostOf(candidate.title, sought, 3, 1.5)));
    const headingBoost = candidate.heading === "" ? 0 : boostOf(candidate.heading, sought, 1, 0.5);
    const score = candidate.score + headingBoost;
    const page = pages.get(candidate.page);
    const section = { ...candidate, score };
    if (page === undefined) {
      pages.set(candidate.page, {
        path: candidate.page,
        title: candidate.title,
        score: score + titleBoost,
        sections: [section],
      });
    } else {
      page.score = Math.max(page.score, score + titleBoost);
      page.sections.push(section);
    }
  }
  const ranked = [...pages.values()].sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  for (const page of ranked) {
    const isAboutTitle = (titleBoosts.get(page.path) ?? 0) > 0;
    const placeOf = (section: Candidate) =>
      section.score + (isAboutTitle && section.heading === "" ? introductionBoost : 0);
    page.sections.sort((a, b) => placeOf(b) - placeOf(a) || a.position - b.position);
    page.sections.length = Math.min(page.sections.length, sectionsPerPage);
  }
  return ranked;
}

function boostOf(label: string, sought: string, whenEqual: number, whenHeld: number): number {
  if (sought === "") return 0;
  const own = wholeLabel(label);
  if (own === sought) return whenEqual;
  return own.includes(sought) ? whenHeld : 0;
}
