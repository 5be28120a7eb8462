import { TableRegion } from "@/components/mdx/table-region";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { DeadJob } from "@/lib/jobs/dead-jobs";
import { decideJobAction } from "../actions";
import type { DeadJobs as DeadJobsShown, WaitingKind } from "../data/job-queries";
import { Moment } from "./moment";

const cell = "px-3 py-2 text-start align-top border-b border-rule";
const heading = "mb-3 font-display text-xl font-semibold";

/** The jobs that are not done yet, by kind. */
export function WaitingJobs({ waiting }: { waiting: WaitingKind[] }) {
  return (
    <section aria-labelledby="waiting" className="mt-12">
      <h2 id="waiting" className={heading}>
        Waiting
      </h2>
      {waiting.length === 0 ? (
        <p className="text-muted">Nothing waits just now.</p>
      ) : (
        <TableRegion label="waiting jobs">
          <table className="w-full text-[0.9375rem]">
            <thead className="bg-surface">
              <tr>
                {["Kind", "Jobs", "Next one", "Most attempts"].map((name) => (
                  <th key={name} scope="col" className={cell}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {waiting.map(({ kind, jobs, nextAt, mostAttempts }) => (
                <tr key={kind}>
                  <th scope="row" className={`${cell} font-bold`}>
                    {kind}
                  </th>
                  <td className={`${cell} tabular`}>{jobs}</td>
                  <td className={cell}>{nextAt === null ? null : <Moment at={nextAt} />}</td>
                  <td className={`${cell} tabular`}>{mostAttempts}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableRegion>
      )}
    </section>
  );
}

function DeadJobRow({ job, isDropping, room }: { job: DeadJob; isDropping: boolean; room: string }) {
  const { id, kind, attempts, deadAt, lastError } = job;
  const about = `job ${id}, ${kind}`;
  return (
    <li className="flex flex-col gap-3 border-t border-rule py-4 sm:flex-row sm:justify-between">
      <div className="min-w-0 space-y-1">
        <p>
          <span className="font-bold">{kind}</span> <span className="tabular text-muted">job {id}</span>
        </p>
        <p className="text-[0.9375rem] text-muted">
          Given up <Moment at={deadAt} /> after {attempts} {attempts === 1 ? "attempt" : "attempts"}.
        </p>
        <p dir="auto" className="text-[0.9375rem] break-words">
          {lastError === "" ? "It left no reason." : lastError}
        </p>
      </div>
      <div className="flex shrink-0 flex-wrap items-start gap-3">
        {isDropping ? (
          <>
            <p className="basis-full">Drop it for good? What it was to do will not happen.</p>
            <SubmitButton label="Drop for good" about={about} kind="danger" name="decision" value={`drop:${id}`} />
            <a href={room} className="px-4 py-2">
              Keep it
            </a>
          </>
        ) : (
          <>
            <SubmitButton label="Try again" about={about} kind="plain" name="decision" value={`retry:${id}`} />
            <a href={`${room}?drop=${id}#dead`} className="px-4 py-2 text-danger underline">
              Drop …<span className="sr-only"> {about}</span>
            </a>
          </>
        )}
      </div>
    </li>
  );
}

type DeadJobsAttributes = DeadJobsShown & {
  /** The job about which it is asked whether it is to be dropped; null when none. */
  dropping: number | null;
  /** Address of the room in which the list stands. */
  room: string;
};

/** The jobs that were given up, the latest first, each to be tried again or dropped. */
export function DeadJobs({ dead, deadCount, dropping, room }: DeadJobsAttributes) {
  const kinds = [...new Set(dead.map(({ kind }) => kind))].sort();
  return (
    <section aria-labelledby="dead" className="mt-10">
      <h2 id="dead" className={heading}>
        Given up
      </h2>
      <Form id="dead-jobs" label="Given up" action={decideJobAction} className="space-y-4">
        {dead.length === 0 ? <p className="text-muted">No job was given up.</p> : null}
        {dead.length < deadCount ? (
          <p className="text-muted">
            {dead.length} of {deadCount} are shown.
          </p>
        ) : null}
        <div className="flex flex-wrap gap-3">
          {kinds.map((kind) => (
            <SubmitButton
              key={kind}
              label={`Try all of ${kind} again`}
              kind="plain"
              name="decision"
              value={`retry-kind:${kind}`}
            />
          ))}
        </div>
        <ul>
          {dead.map((job) => (
            <DeadJobRow key={job.id} job={job} isDropping={job.id === dropping} room={room} />
          ))}
        </ul>
      </Form>
    </section>
  );
}
