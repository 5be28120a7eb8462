import { filterChannels } from "@/features/facts/domain/channel";
import type { Facts } from "@/features/facts/domain/facts";
import { findReachable, findValue } from "@/features/facts/domain/look-up";
import { filterPrograms } from "@/features/facts/domain/program";
import type { InlineText, PageComponent, PageSection } from "./page-text";

type Entry = PageSection;
const entry = (anchor: string, heading: string, ...parts: (string | undefined)[]): Entry => ({
  anchor,
  heading,
  body: parts.filter((part) => part !== undefined && part !== "").join(" · "),
});

function organizersOf({ organizers }: Facts): Entry[] {
  const names = organizers.map(({ name, handles }) => [name, ...handles.map(({ handle }) => handle)].join(" "));
  return names.length === 0 ? [] : [entry("department-organizers", "Organizers", names.join(", "))];
}

/** The components whose facts belong to one page only when they are shown there in full. */
function entriesOf({ name, attributes }: PageComponent, facts: Facts): Entry[] {
  // A filtered view repeats what the full directory says: only the full one is found by search.
  if (Object.keys(attributes).length > 0) return [];
  switch (name) {
    case "ChannelList":
      return filterChannels(facts.channels, {}).map((channel) =>
        entry(`channel-${channel.key}`, channel.name, channel.purpose, channel.examples.join(", "), channel.note),
      );
    case "ProgramList":
      return filterPrograms(facts.programs, {}).map((program) =>
        entry(`program-${program.key}`, program.name, program.purpose, program.who),
      );
    case "TeamDirectory":
      return [
        ...facts.team.departments.map((department) =>
          entry(`department-${department.key}`, department.name, department.scope, department.duties.join(", ")),
        ),
        ...organizersOf(facts),
      ];
    case "CalendarLinks":
      return facts.calendars.map((calendar) => entry(`calendar-${calendar.key}`, calendar.name, calendar.purpose));
    case "KpiList":
      return facts.kpis.map((kpi) => entry(`kpi-${kpi.key}`, kpi.name, kpi.definition ?? "", kpi.note));
    case "Glossary":
      return facts.glossary.map((term) => entry(`term-${term.key}`, term.term, term.short));
    default:
      return [];
  }
}

const live = new Set([
  ...["ChannelList", "ProgramList", "TeamDirectory", "CalendarLinks", "KpiList", "Glossary", "OrganizerTable"],
  ...["OkrView", "ReadingList", "NextSession", "Channel", "Contact", "Value", "Term"],
  // What a shared text shows is not known from here: it may be any of these.
  "Include",
]);

/** Tells whether a page shows facts that change without the page. */
export function usesFacts(components: readonly PageComponent[]): boolean {
  return components.some(({ name }) => live.has(name));
}

const listsOnOnePage = 2;

/** Returns the facts a page shows as sections of their own, so that search leads to the very entry. */
export function factSections(components: readonly PageComponent[], facts: Facts): Entry[] {
  const lists = components.map((component) => entriesOf(component, facts)).filter((entries) => entries.length > 0);
  // A page with many lists is an overview or a showcase: each entry is found on the page that is about it.
  return lists.length > listsOnOnePage ? [] : lists.flat();
}

/** Returns the words that an inline component shows, so that search reads the sentence as the reader does. */
export function factWords(facts: Facts): InlineText {
  return ({ name, attributes }) => {
    const key = attributes.name ?? "";
    if (name === "Value") return findValue(facts, key) ?? key;
    if (name !== "Channel" && name !== "Contact") return null;
    return findReachable(facts, key)?.label ?? key;
  };
}
