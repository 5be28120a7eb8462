/** What an attribute of a component may hold. */
type Attribute = { isRequired?: boolean; values?: readonly string[]; isAddress?: boolean; isFlag?: boolean };
/** A component that a page may use: the palette, the guard and the guide read the same list. */
export type ComponentRule = { attributes: Record<string, Attribute>; parents?: readonly string[] };

const text: Attribute = {};
const required: Attribute = { isRequired: true };
const platforms = [
  ...["slack", "discord", "email", "issues", "forum", "reddit", "stackoverflow", "x", "social"],
  ...["youtube", "meetup", "zoom", "calendar", "document", "tool"],
];

/** The components a page may use, with their attributes; anything else is refused. */
export const componentRules: ReadonlyMap<string, ComponentRule> = new Map(
  Object.entries<ComponentRule>({
    Callout: { attributes: { type: { values: ["note", "tip", "warning", "danger"] }, title: text } },
    Details: { attributes: { summary: required } },
    Tabs: { attributes: {} },
    Tab: { attributes: { label: required }, parents: ["Tabs"] },
    Steps: { attributes: {} },
    Cards: { attributes: {} },
    Card: { attributes: { title: required, href: { isAddress: true } }, parents: ["Cards"] },
    Figure: { attributes: { src: { isRequired: true, isAddress: true }, alt: required, caption: text } },
    Video: { attributes: { provider: { values: ["youtube"] }, id: required, title: required } },
    TeamDirectory: { attributes: { department: text } },
    OrganizerTable: { attributes: { scope: text } },
    ChannelList: { attributes: { platform: { values: platforms }, owner: text } },
    ProgramList: {
      attributes: { state: { values: ["active", "planned", "finished", "historical", "unknown"] }, parent: text },
    },
    CalendarLinks: { attributes: {} },
    NextSession: { attributes: { series: required } },
    ReadingList: { attributes: {} },
    OkrView: { attributes: {} },
    KpiList: { attributes: {} },
    Glossary: { attributes: {} },
    Include: { attributes: { src: required } },
    Term: { attributes: { name: required } },
    Channel: { attributes: { name: required } },
    Contact: { attributes: { name: required } },
    Value: { attributes: { name: required } },
  }),
);

/** The HTML elements a page may write itself, with their attributes. */
export const elementRules: ReadonlyMap<string, ComponentRule> = new Map(
  Object.entries<ComponentRule>({
    br: { attributes: {} },
    kbd: { attributes: {} },
    sub: { attributes: {} },
    sup: { attributes: {} },
    abbr: { attributes: { title: required } },
  }),
);
