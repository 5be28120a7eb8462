import { TableRegion } from "@/components/mdx/table-region";
import type { AuditPage, ShownEvent } from "../data/audit-queries";
import { auditParameters, type AuditQuestion } from "../domain/audit-filter";
import { Moment } from "./moment";

const cell = "px-3 py-2 text-start align-top border-b border-rule";
const link = "text-accent underline";
const actors: Record<string, string> = { portal: "The portal", operator: "The operator", guest: "A guest" };

function Actor({ event }: { event: ShownEvent }) {
  if (event.actor === null) return <>{actors[event.actorKind] ?? event.actorKind}</>;
  return (
    <a href={`/admin/audit?person=${event.actor.id}`} dir="auto" className={link}>
      {event.actor.name}
    </a>
  );
}

function Thing({ event }: { event: ShownEvent }) {
  if (event.objectName !== null)
    return (
      <a href={`/admin/people/${event.objectId}`} dir="auto" className={link}>
        {event.objectName}
      </a>
    );
  return (
    <>
      {event.objectKind} <code className="text-sm break-all">{event.objectId}</code>
    </>
  );
}

function EventRow({ event }: { event: ShownEvent }) {
  return (
    <tr>
      <th scope="row" className={`${cell} font-bold`}>
        {event.act}
        {event.outcome === "done" ? null : <span className="text-danger"> ({event.outcome})</span>}
      </th>
      <td className={cell}>
        <Actor event={event} />
      </td>
      <td className={cell}>
        <Thing event={event} />
      </td>
      <td className={`${cell} text-sm`}>
        {event.detail.map(([name, value]) => (
          <span key={name} className="block">
            {name}: <span className="break-words">{value}</span>
          </span>
        ))}
      </td>
      <td className={cell}>
        <Moment at={event.at} />
      </td>
      <td className={`${cell} tabular text-muted`}>{event.seq}</td>
    </tr>
  );
}

/** The events of the audit log that were asked for, the newest first, and the way to older ones. */
export function AuditEvents({ page, question }: { page: AuditPage; question: AuditQuestion }) {
  if (page.unclear)
    return (
      <p className="mt-6">
        Nobody, or more than one person, is called that. Find the person under{" "}
        <a href="/admin/people" className={link}>
          People
        </a>
        ; the log is linked from there.
      </p>
    );
  if (page.events.length === 0)
    return (
      <p className="mt-6 text-muted">
        Nothing matches.{" "}
        <a href="/admin/audit" className={link}>
          Show everything
        </a>
      </p>
    );
  return (
    <>
      <TableRegion label="audit log">
        <table className="w-full text-[0.9375rem]">
          <thead className="bg-surface">
            <tr>
              {["Act", "Who", "About", "Codes", "When", "Number"].map((name) => (
                <th key={name} scope="col" className={cell}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.events.map((event) => (
              <EventRow key={event.seq} event={event} />
            ))}
          </tbody>
        </table>
      </TableRegion>
      {page.older === null ? null : (
        <a href={`/admin/audit?${auditParameters(question, { before: String(page.older) })}`} className={link}>
          Older
        </a>
      )}
    </>
  );
}
