import { TableRegion } from "@/components/mdx/table-region";
import type { Facts } from "../domain/facts";
import { EmptyFacts } from "./fact-list";

/** The people who organize a series of sessions, with the names they use elsewhere. */
export function OrganizerTable({ facts, scope }: { facts: Facts; scope?: string }) {
  const organizers = facts.organizers.filter((organizer) => scope === undefined || organizer.scope.includes(scope));
  if (organizers.length === 0) return <EmptyFacts>No organizer is recorded here yet.</EmptyFacts>;
  const places = [...new Set(organizers.flatMap(({ handles }) => handles.map(({ place }) => place)))];
  return (
    <TableRegion label="Organizers">
      <table className="w-full">
        <thead>
          <tr>
            <th scope="col">Organizer</th>
            {places.map((place) => (
              <th key={place} scope="col">
                {place}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {organizers.map(({ key, name, handles }) => (
            <tr key={key} id={`organizer-${key}`}>
              <th scope="row">{name}</th>
              {places.map((place) => (
                <td key={place}>
                  {handles
                    .filter((known) => known.place === place)
                    .map(({ handle, url }) =>
                      url === undefined ? (
                        handle
                      ) : (
                        <a key={handle} href={url} className="external">
                          {handle}
                        </a>
                      ),
                    )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
