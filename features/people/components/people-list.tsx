import { Badge } from "@/components/mdx/badge";
import { roleLabels } from "@/lib/auth/roles";
import type { ListedPerson } from "../data/people-queries";
import { peopleAddress, type PeopleFilter } from "../domain/people-filter";

type PeopleListAttributes = { people: ListedPerson[]; hasMore: boolean; filter: PeopleFilter };

/** The people that were found, in the order of their names, and the way to the next of them. */
export function PeopleList({ people, hasMore, filter }: PeopleListAttributes) {
  const last = people.at(-1);
  if (people.length === 0)
    return (
      <p className="mt-6 text-muted">
        {filter.search === "" && filter.role === null ? "There is nobody here." : "Nobody matches."}{" "}
        <a href="/admin/people" className="text-accent underline">
          Show everybody
        </a>
      </p>
    );
  return (
    <>
      <ul className="mt-6">
        {people.map(({ id, name, email, roles }) => (
          <li key={id} className="grid gap-x-6 border-t border-rule py-3 sm:grid-cols-2">
            <div className="min-w-0">
              <a href={`/admin/people/${id}`} dir="auto" className="font-bold hover:text-accent hover:underline">
                {name}
              </a>
              {email === null ? null : <p className="text-[0.9375rem] break-all text-muted">{email}</p>}
            </div>
            <ul aria-label={`Roles of ${name}`} className="flex flex-wrap content-start gap-1.5 py-1">
              {roles.map((role) => (
                <li key={role}>
                  <Badge>{roleLabels[role]}</Badge>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <nav aria-label="More people" className="mt-6 flex gap-6">
        {filter.after === null ? null : (
          <a href={peopleAddress({ ...filter, after: null })} className="text-accent underline">
            From the beginning
          </a>
        )}
        {hasMore && last !== undefined ? (
          <a href={peopleAddress({ ...filter, after: last.id })} className="text-accent underline">
            Next
          </a>
        ) : null}
      </nav>
    </>
  );
}
