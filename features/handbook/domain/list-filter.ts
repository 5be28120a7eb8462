/** What a reader narrowed the lists of a page down to, by plain links such as ?platform=discord. */
export type ListFilter = Record<string, string>;

const names = ["platform", "owner", "audience"];

/** Reads the known filters from the parameters of a request; anything else is left out of the page and its key. */
export function readListFilter(parameters: URLSearchParams): ListFilter {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = parameters.get(name);
      return value !== null && /^[a-z0-9-]{1,40}$/.test(value) ? [[name, value]] : [];
    }),
  );
}
