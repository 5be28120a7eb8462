import { Details } from "@/components/mdx/details";
import { Link } from "@/components/mdx/link";
import { LiveCard } from "@/components/mdx/live-card";
import type { Series } from "../domain/schedule";
import { formatDay, formatSpan, formatTime, zoneLabel } from "../domain/session-times";

type Session = { startsAt: Date; endsAt: Date };
type NextSessionAttributes = {
  series: Series;
  /** The coming sessions, the running one first. */
  next: readonly Session[];
  /** The reader's zone where it is known; else the script finds it. */
  zone?: string | null;
  /** Where the session can be put into the reader's own calendar. */
  addHref?: string;
  isCompact?: boolean;
};

/** The reader's own time: computed where the zone is known, else filled in by the script. */
function OwnTime({ session, zone }: { session: Session; zone: string | null }) {
  const { startsAt, endsAt } = session;
  const attributes = {
    dateTime: startsAt.toISOString(),
    "data-local-time": "span",
    "data-until": endsAt.toISOString(),
  };
  return (
    <time {...attributes}>
      {zone ? (
        `${formatSpan(startsAt, endsAt, zone)} (${zoneLabel(zone)})`
      ) : (
        <a href="/settings">Choose your time zone</a>
      )}
    </time>
  );
}

/** The next session of a series on a card: when, for how long, where, and what is not certain about it. */
export function NextSession(attributes: NextSessionAttributes) {
  const { series, next, zone = null, addHref, isCompact = false } = attributes;
  const [session, ...later] = next;
  if (session === undefined) {
    return (
      <LiveCard label="Next session" title={<a href={series.page}>{series.title}</a>}>
        <p>No date is planned at the moment.</p>
      </LiveCard>
    );
  }
  const { startsAt, endsAt } = session;
  return (
    <LiveCard label="Next session" title={<a href={series.page}>{series.title}</a>}>
      <p className="m-0 text-lg font-bold">
        <time dateTime={startsAt.toISOString()}>
          {formatDay(startsAt, "UTC")}, {formatTime(startsAt, "UTC")} UTC
        </time>{" "}
        <span
          data-countdown={startsAt.toISOString()}
          data-countdown-end={endsAt.toISOString()}
          className="inline-block min-w-32 font-normal text-muted tabular-nums"
        />
      </p>
      <dl className="my-3 grid gap-x-4 sm:grid-cols-[max-content_minmax(0,1fr)] sm:gap-y-1 max-sm:[&_dt]:mt-2 max-sm:[&_dt]:text-sm">
        <dt className="text-muted">Your time</dt>
        <dd className="m-0 min-h-7 max-sm:min-h-14">
          <OwnTime session={session} zone={zone} />
        </dd>
        {series.zone === "UTC" ? null : (
          <>
            <dt className="text-muted">{zoneLabel(series.zone)}</dt>
            <dd className="m-0">{formatSpan(startsAt, endsAt, series.zone)}</dd>
          </>
        )}
        <dt className="text-muted">Length</dt>
        <dd className="m-0">{series.durationMinutes} minutes, every week</dd>
        <dt className="text-muted">Host</dt>
        <dd className="m-0">
          No host is recorded. {series.organizersPage ? <a href={series.organizersPage}>Ask an organizer</a> : null}
        </dd>
        {series.venue ? (
          <>
            <dt className="text-muted">Where</dt>
            <dd className="m-0">{series.venue}</dd>
          </>
        ) : null}
        {series.joinAt.length > 0 ? (
          <>
            <dt className="text-muted">Join at</dt>
            <dd className="m-0">
              {series.joinAt.map(({ label, url }, index) => (
                <span key={url}>
                  {index > 0 ? ", " : null}
                  <Link href={url} isExternal>
                    {label}
                  </Link>
                </span>
              ))}
            </dd>
          </>
        ) : null}
        {series.stream ? (
          <>
            <dt className="text-muted">Watch live</dt>
            <dd className="m-0">
              <Link href={series.stream.url} isExternal>
                {series.stream.label}
              </Link>
            </dd>
          </>
        ) : null}
        {later.length > 0 && !isCompact ? (
          <>
            <dt className="text-muted">After that</dt>
            <dd className="m-0">
              {later.map(({ startsAt: start }) => (
                <time key={start.toISOString()} dateTime={start.toISOString()} className="block">
                  {formatDay(start, "UTC")}, {formatTime(start, "UTC")} UTC
                </time>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
      {series.certainty ? <p className="text-sm text-muted">{series.certainty}</p> : null}
      {series.conflicts.length > 0 && !isCompact ? (
        <Details summary="Where sources differ">
          <ul>
            {series.conflicts.map((conflict) => (
              <li key={conflict}>{conflict}</li>
            ))}
          </ul>
        </Details>
      ) : null}
      {addHref ? (
        <p className="text-sm">
          <a href={addHref}>Add to calendar</a>
        </p>
      ) : null}
    </LiveCard>
  );
}
