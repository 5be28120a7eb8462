import { LiveCard } from "@/components/mdx/live-card";
import { Icon } from "@/components/ui/icon";
import { nextOccurrences } from "@/features/calendar/domain/series";
import { NextSession } from "@/features/facts/components/next-session";
import type { Facts } from "@/features/facts/domain/facts";
import { rootPath, type PageTree } from "@/features/handbook/domain/page-tree";
import type { RecentChange } from "@/features/handbook/domain/recent-changes";
import { SearchForm } from "@/features/search/components/search-form";

type HubAttributes = { facts: Facts; tree: PageTree; recent: RecentChange[]; zone: string | null; now: Date };

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function Masthead({ site }: { site: Facts["site"] }) {
  return (
    <div className="border-b border-rule bg-surface">
      <div className="mx-auto max-w-[88rem] px-4 py-14 sm:px-6 sm:py-20">
        <h1 className="max-w-[22ch] font-display text-[clamp(2.25rem,1.4rem+3.6vw,4rem)] leading-[1.06] font-semibold tracking-tight text-balance">
          {site.sentence}
        </h1>
        <p className="mt-5 max-w-[60ch] text-lg text-muted">{site.description}</p>
        <div className="mt-8 max-w-[42rem]">
          <SearchForm />
        </div>
      </div>
    </div>
  );
}

function Sections({ tree }: { tree: PageTree }) {
  const sections = tree.childrenOf.get(rootPath) ?? [];
  return (
    <section aria-labelledby="sections">
      <h2 id="sections" className="font-display text-2xl font-semibold">
        The handbook
      </h2>
      <ul className="mt-4 grid gap-x-10 sm:grid-cols-2 xl:grid-cols-3">
        {sections.map(({ path, title, description }) => (
          <li key={path} className="border-t border-rule py-4">
            <a href={path} className="group block no-underline">
              <span className="flex items-center gap-2 font-bold group-hover:text-accent">
                {title}
                <Icon name="arrow" className="size-4" />
              </span>
              <span className="mt-1 block text-[0.9375rem] leading-snug text-muted">{description}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reading({ list, page }: { list: Facts["readingList"]; page: string | null }) {
  const current = list.items.filter(({ state }) => state === "now-reading");
  const title = current[0]?.title ?? "What the group is reading";
  return (
    <LiveCard label="Reading group" title={page === null ? title : <a href={page}>{title}</a>}>
      {current.length === 0 ? (
        <p className="text-[0.9375rem] text-muted">
          No current reading is recorded here. The group keeps its choices on its <a href={list.board}>project board</a>
          .
        </p>
      ) : (
        <p className="text-[0.9375rem] text-muted">{current.map(({ author, title }) => author ?? title).join(", ")}</p>
      )}
    </LiveCard>
  );
}

function Talk({ facts }: { facts: Facts }) {
  const open = facts.channels.filter(
    ({ audience, state, url, platform }) =>
      audience === "public" &&
      state === "active" &&
      url !== undefined &&
      ["discord", "forum", "reddit", "youtube"].includes(platform),
  );
  const seen = new Set<string>();
  const shown = open.filter(({ platform }) => !seen.has(platform) && seen.add(platform));
  if (shown.length === 0) return null;
  const { channels } = facts.site.pages;
  const title = "Open to everyone";
  return (
    <LiveCard
      label="Where to talk"
      title={channels === null ? title : <a href={`${channels}?audience=public`}>{title}</a>}
    >
      <ul className="space-y-2 text-[0.9375rem]">
        {shown.map(({ key, name, url, purpose }) => (
          <li key={key}>
            <a href={url} className="font-bold text-accent hover:underline">
              {name}
            </a>
            <span className="text-muted">: {purpose}</span>
          </li>
        ))}
      </ul>
    </LiveCard>
  );
}

function Programs({ facts }: { facts: Facts }) {
  const top = facts.programs.filter(
    ({ parent, state, page, audience }) =>
      parent === undefined && state === "active" && page !== undefined && audience === "public",
  );
  return (
    <section aria-labelledby="programs">
      <h2 id="programs" className="font-display text-2xl font-semibold">
        Programs you can join
      </h2>
      <ul className="mt-4">
        {top.slice(0, 8).map(({ key, name, purpose, page }) => (
          <li key={key} className="grid gap-x-6 border-t border-rule py-3 sm:grid-cols-[14rem_1fr]">
            <a href={page} className="font-bold hover:text-accent hover:underline">
              {name}
            </a>
            <span className="text-[0.9375rem] text-muted">{purpose}</span>
          </li>
        ))}
      </ul>
      {facts.site.pages.programs === null ? null : (
        <p className="mt-3 text-[0.9375rem]">
          <a href={facts.site.pages.programs} className="text-accent underline">
            All programs
          </a>
        </p>
      )}
    </section>
  );
}

function Recent({ recent }: { recent: RecentChange[] }) {
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className="font-display text-2xl font-semibold">
        Recently changed
      </h2>
      <ul className="mt-4">
        {recent.map(({ page, change }) => (
          <li key={page.path} className="flex flex-wrap justify-between gap-x-6 border-t border-rule py-2.5">
            <a href={page.path} className="hover:text-accent hover:underline">
              {page.title}
            </a>
            <time dateTime={change.at.toISOString()} className="text-sm text-muted">
              {day.format(change.at)}
            </time>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-[0.9375rem]">
        <a href="/feed.xml" className="text-accent underline">
          Follow changes by feed
        </a>
      </p>
    </section>
  );
}

/** The first page: one sentence, search, and what is on now. */
export function Hub({ facts, tree, recent, zone, now }: HubAttributes) {
  const series = facts.series[0];
  return (
    <>
      <Masthead site={facts.site} />
      <div className="mx-auto max-w-[88rem] space-y-16 px-4 pt-12 sm:px-6">
        <section
          aria-label="On now"
          className="grid items-start gap-x-6 lg:grid-cols-[3fr_2fr] [&_section]:my-0 [&_section]:mb-6"
        >
          {series === undefined ? null : (
            <NextSession
              series={series}
              next={nextOccurrences(series, now, 1)}
              zone={zone}
              addHref={`/calendar/${series.key}.ics`}
              isCompact
            />
          )}
          <div>
            <Reading list={facts.readingList} page={facts.site.pages.readingGroup} />
            <Talk facts={facts} />
          </div>
        </section>
        <Sections tree={tree} />
        <div className="grid gap-16 lg:grid-cols-[3fr_2fr] lg:gap-12">
          <Programs facts={facts} />
          <Recent recent={recent} />
        </div>
      </div>
    </>
  );
}
