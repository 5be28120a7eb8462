import type { Facts } from "../domain/facts";
import { findReachable } from "../domain/look-up";
import type { Department, Role } from "../domain/team";
import { EmptyFacts, ReachableLink } from "./fact-list";

function Roles({ roles, label }: { roles: readonly Role[]; label: string }) {
  if (roles.length === 0) return null;
  return (
    <dl aria-label={label} className="my-3 border-b border-rule">
      {roles.map(({ role, duties, page }) => (
        <div
          key={role}
          className="grid gap-x-6 gap-y-1 border-t border-rule py-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
        >
          <dt className="m-0 font-bold">{page ? <a href={page}>{role}</a> : role}</dt>
          <dd className="m-0">{duties}</dd>
        </div>
      ))}
    </dl>
  );
}

function DepartmentEntry({
  facts,
  department,
  roles,
}: {
  facts: Facts;
  department: Department;
  roles: readonly Role[];
}) {
  const { key, name, page, channel, scope, duties } = department;
  const place =
    channel === undefined ? null : findReachable({ ...facts, site: { ...facts.site, contacts: {} } }, channel);
  return (
    <section aria-labelledby={`department-${key}`} className="border-t border-rule py-4">
      <h3 id={`department-${key}`} className="m-0 target:bg-accent-soft">
        {page ? <a href={page}>{name}</a> : name}
      </h3>
      <p className="my-2">{scope}</p>
      {place ? (
        <p className="my-2 text-sm">
          <span className="text-muted">Where to ask: </span>
          <ReachableLink to={place} isMarked />
        </p>
      ) : null}
      {duties.length > 0 ? (
        <ul aria-label={`Duties of ${name}`} className="my-2 list-disc ps-5">
          {duties.map((duty) => (
            <li key={duty}>{duty}</li>
          ))}
        </ul>
      ) : null}
      {roles.length > 0 ? (
        <details open={roles.length <= 2}>
          <summary className="cursor-pointer">
            Roles in {name} ({roles.length})
          </summary>
          <Roles roles={roles} label={`Roles in ${name}`} />
        </details>
      ) : null}
    </section>
  );
}

/** The people who organize sessions: the only ones whom the directory names. */
function Organizers({ facts }: { facts: Facts }) {
  const groups = facts.series
    .map((series) => ({ series, people: facts.organizers.filter(({ scope }) => scope.includes(series.key)) }))
    .filter(({ people }) => people.length > 0);
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="department-organizers" className="border-t border-rule py-4">
      <h3 id="department-organizers" className="m-0 target:bg-accent-soft">
        Organizers
      </h3>
      {groups.map(({ series: { key, title, page, organizersPage }, people }) => (
        <div key={key} className="my-2">
          <p className="m-0">
            <a href={organizersPage ?? page}>{title}</a>
          </p>
          <ul aria-label={`Organizers of ${title}`} className="my-2 list-disc ps-5">
            {people.map((person) => (
              <li key={person.key}>
                {person.name}
                <span className="text-muted">
                  {" "}
                  ({person.handles.map(({ place, handle }) => `${handle} on ${place}`).join(", ")})
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The departments with their duties and roles; with a department given, only that one. */
export function TeamDirectory({ facts, department }: { facts: Facts; department?: string }) {
  const { departments, roles } = facts.team;
  const chosen = departments.filter((entry) => department === undefined || entry.key === department);
  if (chosen.length === 0) return <EmptyFacts>No department is recorded here yet.</EmptyFacts>;
  const others = department === undefined ? roles.filter((role) => role.department === undefined) : [];
  return (
    <div className="my-6 border-b border-rule">
      {chosen.map((entry) => (
        <DepartmentEntry
          key={entry.key}
          facts={facts}
          department={entry}
          roles={roles.filter((role) => role.department === entry.key)}
        />
      ))}
      {others.length > 0 ? (
        <section aria-labelledby="department-roles" className="border-t border-rule py-4">
          <h3 id="department-roles" className="m-0">
            Roles across departments
          </h3>
          <Roles roles={others} label="Roles across departments" />
        </section>
      ) : null}
      {department === undefined ? <Organizers facts={facts} /> : null}
    </div>
  );
}
