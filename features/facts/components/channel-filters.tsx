import { filterChannels, platformNames, platforms, type ChannelFilter } from "../domain/channel";
import type { Facts } from "../domain/facts";
import { audiences } from "../domain/shapes";
import { audienceNames } from "./audience";

type FiltersAttributes = { facts: Facts; filter: ChannelFilter; basePath: string };
type Field = keyof ChannelFilter;

/** The address of a list that differs from the present one in one part of the filter. */
function addressWith(basePath: string, filter: ChannelFilter, field: Field, value: string | undefined): string {
  const given = Object.entries({ ...filter, [field]: value }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const query = new URLSearchParams(given).toString();
  return `${basePath}${query ? `?${query}` : ""}#channel-list`;
}

/** The parts of the filter as plain links, with the number of channels each would show. */
export function ChannelFilters({ facts, filter, basePath }: FiltersAttributes) {
  const choices: { field: Field; label: string; options: { value: string; name: string }[] }[] = [
    { field: "platform", label: "Place", options: platforms.map((value) => ({ value, name: platformNames[value] })) },
    { field: "audience", label: "Open to", options: audiences.map((value) => ({ value, name: audienceNames[value] })) },
    {
      field: "owner",
      label: "Owner",
      options: facts.team.departments.map(({ key, name }) => ({ value: key, name })),
    },
  ];
  const link = (field: Field, value: string | undefined, name: string) => {
    const count = filterChannels(facts.channels, { ...filter, [field]: value }).length;
    const isChosen = filter[field] === value;
    if (count === 0 && !isChosen) return null;
    return (
      <li key={name} className="m-0">
        <a
          href={addressWith(basePath, filter, field, value)}
          aria-current={isChosen ? "true" : undefined}
          className="inline-block rounded-xs border border-transparent px-2 py-0.5 aria-[current]:border-control aria-[current]:bg-surface aria-[current]:font-bold aria-[current]:text-ink aria-[current]:no-underline"
        >
          {name} <span className="text-muted tabular-nums">{count}</span>
        </a>
      </li>
    );
  };
  return (
    <nav aria-label="Narrow the list of channels" className="my-4 grid gap-2 text-sm print:hidden">
      {choices.map(({ field, label, options }) => (
        <div key={field} className="grid gap-x-4 sm:grid-cols-[5rem_1fr]">
          <p id={`channel-filter-${field}`} className="m-0 py-0.5 font-bold">
            {label}
          </p>
          <ul
            role="list"
            aria-labelledby={`channel-filter-${field}`}
            className="m-0 flex list-none flex-wrap gap-x-1 gap-y-1 p-0"
          >
            {link(field, undefined, "All")}
            {options.map(({ value, name }) => link(field, value, name))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
