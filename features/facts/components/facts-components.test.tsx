import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FactsStore } from "../data/facts-store";
import { emptyFacts } from "../domain/facts";
import { seriesListSchema } from "../domain/schedule";
import { CalendarLinks } from "./calendar-links";
import { ChannelList } from "./channel-list";
import { Glossary, GlossaryTerm } from "./glossary";
import { Channel, Contact, Value } from "./inline-facts";
import { KpiList } from "./kpi-list";
import { NextSession } from "./next-session";
import { OkrView } from "./okr-view";
import { OrganizerTable } from "./organizer-table";
import { ProgramList } from "./program-list";
import { ReadingList } from "./reading-list";
import { TeamDirectory } from "./team-directory";

const { facts } = new FactsStore("content").read();
const render = (element: ReactElement) => renderToStaticMarkup(element);
const idsOf = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);

describe.each<[string, (from: typeof facts) => ReactElement, string, { key: string }[]]>([
  [
    "the channels",
    (from) => <ChannelList facts={from} basePath="/handbook/contact/channels" />,
    "channel",
    facts.channels,
  ],
  ["the programs", (from) => <ProgramList facts={from} />, "program", facts.programs],
  ["the team", (from) => <TeamDirectory facts={from} />, "department", facts.team.departments],
  ["the calendars", (from) => <CalendarLinks facts={from} />, "calendar", facts.calendars],
  ["the indicators", (from) => <KpiList facts={from} />, "kpi", facts.kpis],
  ["the glossary", (from) => <Glossary facts={from} />, "term", facts.glossary],
  ["the organizers", (from) => <OrganizerTable facts={from} scope="pairing" />, "organizer", facts.organizers],
  ["the reading list", (from) => <ReadingList facts={from} />, "reading", facts.readingList.items],
  ["the objectives", (from) => <OkrView facts={from} />, "okr", facts.okrs.items],
])("%s", (_, element, prefix, entries) => {
  it("show every entry under its own id", () => {
    const ids = idsOf(render(element(facts)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(entries.map((entry) => `${prefix}-${entry.key}`)));
  });

  it("say so when nothing is recorded", () => {
    expect(render(element(emptyFacts)).replace(/<[^>]*>/g, " ")).toMatch(/\bNo\b/);
  });

  it("carry no style attribute, which the page's policy would refuse", () => {
    expect(render(element(facts))).not.toContain(" style=");
  });
});

it("the team names the organizers of sessions, below all departments only", () => {
  const [department] = facts.team.departments;
  const whole = render(<TeamDirectory facts={facts} />);
  const one = render(<TeamDirectory facts={facts} department={department!.key} />);
  expect(facts.organizers.length).toBeGreaterThan(0);
  for (const { name, handles } of facts.organizers) {
    expect(whole).toContain(name);
    expect(whole).toContain(handles[0]!.handle);
    expect(one).not.toContain(name);
  }
});

describe("the filters of the channels", () => {
  const list = (filter: object) => <ChannelList facts={facts} filter={filter} basePath="/c" />;

  it("are links that keep the other parts of the filter", () => {
    const html = render(list({ platform: "discord" }));
    expect(html).toContain('href="/c?platform=discord&amp;audience=public#channel-list"');
    expect(html).not.toContain('id="channel-developer-relations"');
  });

  it("with a value that does not exist lead back to everything", () => {
    expect(render(list({ platform: "fax" }))).toContain("Show all channels");
  });

  it("do not touch a list that the page has fixed", () => {
    const fixed = render(<ChannelList facts={facts} platform="slack" filter={{ platform: "discord" }} basePath="/c" />);
    expect(fixed).toContain('id="channel-developer-relations"');
    expect(fixed).not.toContain("<nav");
  });
});

describe("a fact in running text", () => {
  it.each([
    [<Channel key="" facts={facts} name="nothing" />, "<span>nothing</span>"],
    [<Contact key="" facts={facts} name="constructor" />, "<span>constructor</span>"],
    [<Value key="" facts={facts} name="contacts" />, "contacts"],
    [<GlossaryTerm key="" facts={facts} name="nothing" glossaryPath="/g" noteId="t" />, "nothing"],
  ])("that does not exist leaves its name in the sentence (%#)", (element, expected) => {
    expect(render(element)).toBe(expected);
  });

  it("says when a place is for staff only", () => {
    expect(render(<Channel facts={facts} name="developer-relations" />)).toContain("staff only");
  });

  it("says when a place is for a closed circle", () => {
    const channels = facts.channels.map((channel) => ({ ...channel, audience: "confidential" as const }));
    const html = render(<Channel facts={{ ...facts, channels }} name="developer-relations" />);
    expect(html).toContain("confidential");
    expect(html).not.toContain("staff only");
  });

  it("ties a word to its definition, for those who do not see it beside the word", () => {
    const [term] = facts.glossary;
    const html = render(<GlossaryTerm facts={facts} name={term!.key} glossaryPath="/g" noteId="term_1" />);
    expect(html).toContain('aria-describedby="term_1"');
    expect(html).toMatch(/<span role="tooltip" id="term_1"[^>]*>[^<]/);
  });
});

describe("the card of the next session", () => {
  const [series] = seriesListSchema.parse([
    {
      ...{ key: "pairing", title: "Pairing", zone: "Europe/Berlin", weekday: "tuesday", at: "10:15" },
      ...{ durationMinutes: 60, page: "/handbook/community/pairing" },
    },
  ]);
  const next = [{ startsAt: new Date("2026-11-24T09:15Z"), endsAt: new Date("2026-11-24T10:15Z") }];

  it("shows UTC, the zone of the series, and the way to the reader's own", () => {
    const html = render(<NextSession series={series!} next={next} />);
    expect(html).toContain("Tuesday 24 November 2026, 09:15 UTC");
    expect(html).toContain("Tuesday 24 November 2026, 10:15–11:15");
    expect(html).toContain('data-local-time="span"');
    expect(html).toContain('href="/settings"');
    expect(html).toContain('data-countdown="2026-11-24T09:15:00.000Z"');
    expect(html).toContain("No host is recorded");
  });

  it("shows the reader's zone at once where it is known", () => {
    const html = render(<NextSession series={series!} next={next} zone="Asia/Tokyo" />);
    expect(html).toContain("18:15–19:15 (Tokyo)");
  });

  it("leads to the organizers only where the content says who they are", () => {
    expect(render(<NextSession series={series!} next={next} />)).not.toContain("Ask an organizer");
    const known = { ...series!, organizersPage: "/handbook/people#organizers" };
    expect(render(<NextSession series={known} next={next} />)).toContain('href="/handbook/people#organizers"');
  });

  it("says where sources differ, but not where room is short", () => {
    const unclear = { ...series!, conflicts: ["Another page says noon."] };
    expect(render(<NextSession series={unclear} next={next} />)).toContain("Another page says noon.");
    expect(render(<NextSession series={unclear} next={next} isCompact />)).not.toContain("Another page says noon.");
  });

  it("says so when no date is planned", () => {
    expect(render(<NextSession series={series!} next={[]} />)).toContain("No date is planned");
  });
});
