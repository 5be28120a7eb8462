import { Icon } from "@/components/ui/icon";
import { maxQueryLength } from "../domain/query";

type SearchFormAttributes = {
  /** What the field holds at first. */
  query?: string;
  /** Puts the cursor into the field; only for a page that is about searching. */
  autoFocus?: boolean;
};

/** The search of the whole portal as a plain form, which leads to /search. */
export function SearchForm({ query = "", autoFocus = false }: SearchFormAttributes) {
  return (
    <form role="search" action="/search" method="get" className="flex max-w-2xl gap-2">
      <label className="relative min-w-0 grow">
        <span className="sr-only">Search the handbook</span>
        <Icon name="search" className="pointer-events-none absolute inset-y-0 start-3 my-auto text-muted" />
        <input
          type="search"
          placeholder="Search the handbook"
          name="q"
          defaultValue={query}
          maxLength={maxQueryLength}
          autoFocus={autoFocus}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          dir="auto"
          className="h-12 w-full rounded-lg border border-control bg-paper ps-10 pe-3 text-ink"
        />
      </label>
      <button type="submit" className="h-12 cursor-pointer rounded-lg bg-accent px-5 font-bold text-on-accent">
        Search
      </button>
    </form>
  );
}
