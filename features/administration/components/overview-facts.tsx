import type { ReactNode } from "react";
import type { Overview } from "../data/overview-queries";
import { describeAge, describeBytes, isSnapshotOld } from "../domain/amounts";
import { Moment } from "./moment";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 border-t border-rule py-3 sm:grid-cols-[14rem_1fr]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Group({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} className="mb-3 font-display text-xl font-semibold">
        {title}
      </h2>
      <dl>{children}</dl>
    </section>
  );
}

function Snapshot({ at, now }: { at: Date | null; now: Date }) {
  if (at === null) return <>None yet. The portal takes one every hour and when it ends.</>;
  return (
    <>
      <Moment at={at} />, {describeAge(now.getTime() - at.getTime())} ago
      {isSnapshotOld(at, now) ? (
        <strong className="text-danger">
          . One is due every hour: see Jobs, or take one with <code>npm run portal -- backup</code>.
        </strong>
      ) : null}
    </>
  );
}

const link = "text-accent underline";

/** How the portal is: its data, its work, its people, and which settings are set. */
export function OverviewFacts({ overview, now }: { overview: Overview; now: Date }) {
  const { jobs, verified } = overview;
  return (
    <>
      <Group id="data" title="Data">
        <Fact name="Engine">
          {overview.isEmbedded ? "Embedded engine" : "PostgreSQL server"}, PostgreSQL {overview.engineVersion}
        </Fact>
        <Fact name="Size of the database">{describeBytes(overview.databaseBytes)}</Fact>
        <Fact name="Data folder">
          <code className="text-[0.9375rem] break-all">{overview.dataFolder}</code>
        </Fact>
        {overview.isEmbedded ? (
          <>
            <Fact name="Last snapshot">
              <Snapshot at={overview.snapshotAt} now={now} />
            </Fact>
            <Fact name="Is PostgreSQL due?">
              {overview.engineAdvice.isDue ? (
                <strong className="text-danger">{overview.engineAdvice.text}</strong>
              ) : (
                overview.engineAdvice.text
              )}
            </Fact>
          </>
        ) : (
          <Fact name="Backups">Those of the PostgreSQL server; the portal takes no snapshots of it.</Fact>
        )}
      </Group>
      <Group id="work" title="Work">
        <Fact name="Jobs waiting">
          {jobs.waiting}
          {jobs.oldestWaitingSeconds >= 60 ? `, the oldest for ${describeAge(jobs.oldestWaitingSeconds * 1000)}` : null}
        </Fact>
        <Fact name="Jobs given up">
          {jobs.dead === 0 ? (
            "None"
          ) : (
            <a href="/admin/jobs" className={link}>
              {jobs.dead}: look at them
            </a>
          )}
        </Fact>
        <Fact name="Mails waiting">{overview.mailsWaiting}</Fact>
      </Group>
      <Group id="people" title="People">
        <Fact name="People">{overview.people}</Fact>
        <Fact name="Sessions">{overview.sessions}</Fact>
        <Fact name="Audit log">
          {overview.auditEvents.toLocaleString("en")} {overview.auditEvents === 1 ? "event" : "events"}
        </Fact>
        <Fact name="Last verified here">
          {verified === null ? (
            <a href="/admin/audit" className={link}>
              Never yet
            </a>
          ) : (
            <>
              <Moment at={verified.at} />,{" "}
              {verified.problems === 0 ? (
                "as written"
              ) : (
                <strong className="text-danger">problems: {verified.problems}</strong>
              )}
            </>
          )}
        </Fact>
      </Group>
      <section aria-labelledby="settings" className="mt-10">
        <h2 id="settings" className="mb-3 font-display text-xl font-semibold">
          Settings
        </h2>
        <dl className="grid gap-x-12 sm:grid-cols-2">
          {overview.settings.map(({ name, isSet }) => (
            <div key={name} className="flex justify-between gap-4 border-t border-rule py-2 text-[0.9375rem]">
              <dt className="min-w-0 break-words text-muted">{name}</dt>
              <dd className={isSet ? "font-bold whitespace-nowrap" : "whitespace-nowrap text-muted"}>
                {isSet ? "set" : "not set"}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
