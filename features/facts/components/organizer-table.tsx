import { TableRegion } from "@/components/mdx/table-region";
import type { Facts } from "../domain/facts";
import { EmptyFacts } from "./fact-list";

/** The people who organize a series of sessions, with the names they use elsewhere. */
export function OrganizerTable({ facts, scope }: { facts: Facts; scope?: string }) {
  const organizers = facts.organizers.filter((organizer) => scope === undefined || organizer.scope.includes(scope));
  if (organizers.length === 0) return <EmptyFacts>No organizer is recorded here yet.</EmptyFacts>;
  return (
    <TableRegion label="Organizers">
      <table className="w-full">
        <thead>
          <tr>
            <th scope="col">Organizer</th>
            <th scope="col">GitLab</th>
            <th scope="col">Discord</th>
          </tr>
        </thead>
        <tbody>
          {organizers.map(({ key, name, gitlab, discord }) => (
            <tr key={key} id={`organizer-${key}`}>
              <th scope="row">{name}</th>
              <td>
                <a href={`https://gitlab.com/${gitlab.slice(1)}`} className="external">
                  {gitlab}
                </a>
              </td>
              <td>{discord}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
