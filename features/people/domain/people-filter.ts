import { isRole, type Role } from "@/lib/auth/roles";

/** Which people a list shows: whose name (or e-mail, for admins) holds a text, who hold a role, after another person. */
export type PeopleFilter = { search: string; role: Role | null; after: string | null };

const longestSearch = 200;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tells whether a text has the form of an id of a person or a grant. */
export function isId(text: string): boolean {
  return uuid.test(text);
}

/** Reads the filter from the parameters of an address; what makes no sense is left out. */
export function readPeopleFilter(given: Record<string, string | string[] | undefined>): PeopleFilter {
  const textOf = (name: string) => [given[name]].flat()[0] ?? "";
  const [search, role, after] = [textOf("search"), textOf("role"), textOf("after")];
  return {
    // PostgreSQL refuses NUL.
    search: [...search.toWellFormed().replaceAll("\0", "").trim()].slice(0, longestSearch).join(""),
    role: isRole(role) ? role : null,
    after: isId(after) ? after : null,
  };
}

/** Returns the address of a list of people. */
export function peopleAddress({ search, role, after }: PeopleFilter): string {
  const parameters = new URLSearchParams({
    ...(search === "" ? {} : { search }),
    ...(role === null ? {} : { role }),
    ...(after === null ? {} : { after }),
  });
  return `/admin/people${parameters.size > 0 ? `?${parameters}` : ""}`;
}
