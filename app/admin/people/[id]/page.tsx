import type { Metadata } from "next";
import { AdminRoom } from "@/app/admin/admin-room";
import { orNotFound } from "@/app/admin/or-not-found";
import { PersonRoles } from "@/features/people/components/person-roles";
import { PersonSessions } from "@/features/people/components/person-sessions";
import { findShownPerson } from "@/features/people/data/people-queries";
import { requireRole } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Person", robots: { index: false } };

const link = "text-accent underline";

/** One person: the roles they hold and where those come from, and what the viewer may change about them. */
export default async function PersonPage({ params }: PageProps<"/admin/people/[id]">) {
  const viewer = await requireRole("admin", "conduct_lead");
  const { id } = await params;
  const person = await orNotFound(findShownPerson(viewer, id));
  const joined = person.joinedAt.toISOString();
  return (
    <AdminRoom
      viewer={viewer}
      room="/admin/people"
      title={person.name}
      description={
        <>
          {person.email === null ? null : <span className="break-all">{person.email}, </span>}
          {person.isDeleted ? "account deleted; here since " : "here since "}
          <time dateTime={joined}>{joined.slice(0, 10)}</time>
        </>
      }
    >
      {viewer.isRecent(new Date()) ? null : (
        <p className="rounded-lg border border-rule p-4">
          Changing anything here asks for a fresh proof that it is you.{" "}
          <a href={`/account/confirm?next=${encodeURIComponent(`/admin/people/${person.id}`)}`} className={link}>
            Confirm now
          </a>
        </p>
      )}
      <PersonRoles person={person} />
      {person.browsers === null ? null : (
        <>
          <PersonSessions personId={person.id} browsers={person.browsers} />
          <ul className="mt-12 space-y-1">
            <li>
              <a href={`/admin/audit?person=${person.id}`} className={link}>
                What this person did, in the audit log
              </a>
            </li>
            <li>
              <a href={`/admin/audit?object=person/${person.id}`} className={link}>
                What was done about this person
              </a>
            </li>
          </ul>
        </>
      )}
    </AdminRoom>
  );
}
