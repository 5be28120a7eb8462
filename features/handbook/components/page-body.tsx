import type { MDXComponents, MDXContent } from "mdx/types";
import { nextOccurrences } from "@/features/calendar/domain/series";
import { CalendarLinks } from "@/features/facts/components/calendar-links";
import { ChannelList } from "@/features/facts/components/channel-list";
import { Glossary, GlossaryTerm } from "@/features/facts/components/glossary";
import { Channel, Contact, Value } from "@/features/facts/components/inline-facts";
import { KpiList } from "@/features/facts/components/kpi-list";
import { NextSession } from "@/features/facts/components/next-session";
import { OkrView } from "@/features/facts/components/okr-view";
import { OrganizerTable } from "@/features/facts/components/organizer-table";
import { ProgramList } from "@/features/facts/components/program-list";
import { ReadingList } from "@/features/facts/components/reading-list";
import { TeamDirectory } from "@/features/facts/components/team-directory";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import type { Facts } from "@/features/facts/domain/facts";
import { env } from "@/lib/env";
import { resolveLink } from "../domain/link-target";
import type { ListFilter } from "../domain/list-filter";
import { IncludedSnippet } from "./included-snippet";
import { PageFigure } from "./page-figure";
import { pageComponents } from "./page-components";

/** What the live facts of a page depend on beside the data files. */
export type PageMoment = {
  path: string;
  filter: ListFilter;
  zone: string | null;
  now: Date;
  includes?: readonly string[];
  /** Which of the included texts this is ("2-" for the second), so that ids differ; empty for the page itself. */
  place?: string;
};

function SessionOf({
  facts,
  series: key,
  zone,
  now,
}: {
  facts: Facts;
  series: string;
  zone: string | null;
  now: Date;
}) {
  const series = facts.series.find((candidate) => candidate.key === key);
  if (series === undefined) return <p>There is no series called {key}.</p>;
  return (
    <NextSession series={series} next={nextOccurrences(series, now, 4)} zone={zone} addHref={`/calendar/${key}.ics`} />
  );
}

/** Returns every component a page may use, bound to the facts as they are now. */
function componentsFor(moment: PageMoment): MDXComponents {
  const { facts } = getPublishedFacts();
  const { filter, path, zone, now, includes = [], place = "" } = moment;
  const site = {
    upstream: env.upstream ?? facts.site.upstreamHandbook,
    upstreamPrefixes: facts.site.upstreamPrefixes,
    formerPaths: facts.site.formerPaths,
    staffOnlyHosts: facts.site.staffOnlyHosts,
  };
  let terms = 0;
  let texts = 0;
  return {
    ...pageComponents((href) => resolveLink(href, site)),
    CalendarLinks: () => <CalendarLinks facts={facts} />,
    Channel: ({ name }: { name: string }) => <Channel facts={facts} name={name} />,
    ChannelList: (given: { platform?: string; owner?: string }) => (
      <ChannelList facts={facts} {...given} filter={filter} basePath={path} />
    ),
    Contact: ({ name }: { name: string }) => <Contact facts={facts} name={name} />,
    Figure: PageFigure,
    Glossary: () => <Glossary facts={facts} />,
    Include: ({ src }: { src: string }) => {
      // Counted here and not where the text is drawn: texts arrive in any order.
      const below = `${place}${(texts += 1)}-`;
      return (
        <IncludedSnippet
          name={src}
          includes={includes}
          draw={(Content, around) => <PageBody {...moment} Content={Content} includes={around} place={below} />}
        />
      );
    },
    KpiList: () => <KpiList facts={facts} />,
    NextSession: ({ series }: { series: string }) => <SessionOf facts={facts} series={series} zone={zone} now={now} />,
    OkrView: () => <OkrView facts={facts} />,
    OrganizerTable: ({ scope }: { scope?: string }) => <OrganizerTable facts={facts} scope={scope} />,
    ProgramList: (given: { state?: string; parent?: string }) => <ProgramList facts={facts} {...given} />,
    ReadingList: () => <ReadingList facts={facts} />,
    TeamDirectory: ({ department }: { department?: string }) => <TeamDirectory facts={facts} department={department} />,
    Term: ({ name, children }: { name: string; children?: React.ReactNode }) => (
      <GlossaryTerm
        facts={facts}
        name={name}
        glossaryPath={facts.site.pages.glossary}
        noteId={`term_${place}${(terms += 1)}`}
      >
        {children}
      </GlossaryTerm>
    ),
    Value: ({ name }: { name: string }) => <Value facts={facts} name={name} />,
  };
}

/** Draws the compiled text of a page with its live facts. */
export function PageBody({ Content, ...moment }: PageMoment & { Content: MDXContent }) {
  return <Content components={componentsFor(moment)} />;
}
