import type { Metadata } from "next";
import { AdminRoom } from "@/app/admin/admin-room";
import { PeopleList } from "@/features/people/components/people-list";
import { PeopleSearch } from "@/features/people/components/people-search";
import { ProposalList } from "@/features/people/components/proposal-list";
import { findPeople, listProposals } from "@/features/people/data/people-queries";
import { readPeopleFilter } from "@/features/people/domain/people-filter";
import { requireRole } from "@/lib/auth/current-viewer";
import { conductRoles, roles } from "@/lib/auth/roles";

export const metadata: Metadata = { title: "People", robots: { index: false } };

/** The people of the portal and their roles; conduct leads see the conduct roles only. */
export default async function PeoplePage({ searchParams }: PageProps<"/admin/people">) {
  const viewer = await requireRole("admin", "conduct_lead");
  const filter = readPeopleFilter(await searchParams);
  const isAdmin = viewer.has("admin");
  const [{ people, hasMore }, proposals] = await Promise.all([findPeople(viewer, filter), listProposals(viewer)]);
  return (
    <AdminRoom
      viewer={viewer}
      room="/admin/people"
      title="People"
      description={
        isAdmin
          ? "Everybody with an account, and the roles they hold."
          : "Everybody with an account, and the conduct roles they hold."
      }
    >
      <ProposalList proposals={proposals} />
      <section aria-labelledby="everybody">
        <h2 id="everybody" className="mb-3 font-display text-xl font-semibold">
          Find somebody
        </h2>
        <PeopleSearch filter={filter} roles={isAdmin ? roles : conductRoles} hasEmail={isAdmin} />
        <PeopleList people={people} hasMore={hasMore} filter={filter} />
      </section>
    </AdminRoom>
  );
}
