import { documentRoute } from "@/app/document-route";
import { answerMissing } from "@/app/missing-document";
import { writeCalendar } from "@/features/calendar/domain/ics";
import { nextOccurrences } from "@/features/calendar/domain/series";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import { getPublishedOrigin } from "@/features/facts/data/site-frame";
import { answerText } from "@/lib/document/answer-text";

const weeksAhead = 26;

/** The coming sessions of a series as a calendar to subscribe to, such as /calendar/pairing.ics. */
export const GET = documentRoute<RouteContext<"/calendar/[name]">>(async (request, viewer, context) => {
  const { name } = await context.params;
  const series = getPublishedFacts().facts.series.find(({ key }) => `${key}.ics` === name);
  if (series === undefined) return answerMissing(request, viewer);
  const origin = getPublishedOrigin();
  const text = writeCalendar({
    name: series.title,
    events: nextOccurrences(series, new Date(), weeksAhead).map(({ startsAt, endsAt }) => ({
      uid: `${series.key}-${startsAt.toISOString().slice(0, 10)}@${new URL(origin).hostname}`,
      startsAt,
      endsAt,
      title: series.title,
      url: `${origin}${series.page}`,
      description: [series.certainty, ...series.joinAt.map(({ label, url }) => `${label}: ${url}`)].join("\n").trim(),
    })),
  });
  return answerText(request, viewer, text, "text/calendar");
});
