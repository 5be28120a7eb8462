import type { z } from "zod";
import { channelsSchema } from "./channel";
import { conductRulesSchema } from "./conduct-rules";
import { glossarySchema } from "./glossary";
import { kpisSchema, okrsSchema, type Okrs } from "./performance";
import { programsSchema } from "./program";
import { readingListSchema, type ReadingList } from "./reading-list";
import { redirectsSchema } from "./redirect";
import { calendarsSchema, seriesListSchema } from "./schedule";
import { emptySite, siteSchema } from "./site";
import { organizersSchema, teamSchema } from "./team";

/** The data files by the name they have among the facts. */
export const factFiles = {
  site: { file: "site.yaml", schema: siteSchema },
  channels: { file: "channels.yaml", schema: channelsSchema },
  programs: { file: "programs.yaml", schema: programsSchema },
  team: { file: "team.yaml", schema: teamSchema },
  organizers: { file: "organizers.yaml", schema: organizersSchema },
  calendars: { file: "calendars.yaml", schema: calendarsSchema },
  series: { file: "series.yaml", schema: seriesListSchema },
  readingList: { file: "reading-list.yaml", schema: readingListSchema },
  kpis: { file: "kpis.yaml", schema: kpisSchema },
  okrs: { file: "okrs.yaml", schema: okrsSchema },
  glossary: { file: "glossary.yaml", schema: glossarySchema },
  redirects: { file: "redirects.yaml", schema: redirectsSchema },
  conductRules: { file: "conduct-rules.yaml", schema: conductRulesSchema },
} as const satisfies Record<string, { file: string; schema: z.ZodType }>;

export type FactName = keyof typeof factFiles;
/** Everything the data files say; readers must not change it. */
export type Facts = { readonly [Name in FactName]: z.output<(typeof factFiles)[Name]["schema"]> };

/** The names of all facts, in a fixed order. */
export const factNames = Object.keys(factFiles).filter((name): name is FactName => name in factFiles);

const nowhere = "http://localhost:3000";
const emptyReadingList: ReadingList = {
  board: nowhere,
  project: nowhere,
  files: nowhere,
  template: "reading-group",
  states: [],
  items: [],
};
const emptyOkrs: Okrs = {
  listUrl: nowhere,
  project: nowhere,
  labels: [],
  alignedWith: [],
  health: [],
  rhythm: "Unknown.",
  items: [],
};

/** The facts as long as no file can be read. */
export const emptyFacts: Facts = {
  site: emptySite,
  channels: [],
  programs: [],
  team: { departments: [], roles: [] },
  organizers: [],
  calendars: [],
  series: [],
  readingList: emptyReadingList,
  kpis: [],
  okrs: emptyOkrs,
  glossary: [],
  redirects: [],
  conductRules: { codeOfConduct: nowhere, versions: [] },
};
