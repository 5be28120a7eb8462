import { filterChannels } from "@/features/facts/domain/channel";
import type { Facts } from "@/features/facts/domain/facts";
import { filterPrograms } from "@/features/facts/domain/program";
import type { Heading } from "./page";
import type { PageComponent } from "./page-text";

/** The parts of a page that readers can be sent to by a #fragment. */
export type AnchoredPage = {
  headings: readonly Heading[];
  /** With those of the snippets it includes. */
  components: readonly PageComponent[];
  /** Old heading id to the heading id that replaces it. */
  anchors: Readonly<Record<string, string>>;
};

/** Ids that the frame around every page uses itself. */
export const frameIds: readonly string[] = ["content", "appearance"];

const named = (kind: string, entries: readonly { key: string }[]) => entries.map(({ key }) => `${kind}-${key}`);

/** Returns the ids that a live component gives to its entries. */
function idsOfComponent({ name, attributes }: PageComponent, facts: Facts): string[] {
  switch (name) {
    case "ChannelList":
      return [
        ...(Object.keys(attributes).length === 0 ? ["channel-list"] : []),
        ...named("channel", filterChannels(facts.channels, attributes)),
      ];
    case "ProgramList":
      return named("program", filterPrograms(facts.programs, attributes));
    case "TeamDirectory": {
      const isWhole = attributes.department === undefined;
      const shown = facts.team.departments.filter(({ key }) => isWhole || key === attributes.department);
      const hasOthers = isWhole && facts.team.roles.some(({ department }) => department === undefined);
      const series = new Set(facts.series.map(({ key }) => key));
      const hasOrganizers = isWhole && facts.organizers.some(({ scope }) => scope.some((key) => series.has(key)));
      return [
        ...named("department", shown),
        ...(hasOthers ? ["department-roles"] : []),
        ...(hasOrganizers ? ["department-organizers"] : []),
      ];
    }
    case "OrganizerTable":
      return named(
        "organizer",
        facts.organizers.filter(({ scope }) => attributes.scope === undefined || scope.includes(attributes.scope)),
      );
    case "CalendarLinks":
      return named("calendar", facts.calendars);
    case "KpiList":
      return named("kpi", facts.kpis);
    case "Glossary":
      return named("term", facts.glossary);
    case "OkrView":
      return named("okr", facts.okrs.items);
    case "ReadingList":
      return named("reading", facts.readingList.items);
    default:
      return [];
  }
}

/** Returns every id of a page in no particular order; an id that is there twice is returned twice. */
export function idsOfPage(page: AnchoredPage, facts: Facts): string[] {
  const headings = page.headings.map(({ id }) => id);
  const old = Object.entries(page.anchors).flatMap(([from, to]) => (headings.includes(to) ? [from] : []));
  return [...headings, ...old, ...page.components.flatMap((component) => idsOfComponent(component, facts))];
}
