export const queueViews = ["all", "mine", "unassigned", "overdue", "urgent", "closed"] as const;
export type QueueView = (typeof queueViews)[number];
export const queueViewLabels: Record<QueueView, string> = {
  all: "Everything open",
  mine: "Mine",
  unassigned: "Unassigned",
  overdue: "Overdue",
  urgent: "Urgent",
  closed: "Not open any more",
};

/** What part of the queue somebody looks at. */
export type QueueFilter = { view: QueueView; search: string; page: number };

/** Rows on a page: only the summaries of these are opened. */
export const queuePageSize = 50;
const longestSearch = 200;

const textOf = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");

/** Reads the part of the queue from an address; what means nothing is left out. */
export function readQueueFilter(given: Readonly<Record<string, string | string[] | undefined>>): QueueFilter {
  const view = queueViews.find((each) => each === textOf(given.view)) ?? "all";
  const page = /^[1-9]\d{0,4}$/.test(textOf(given.page)) ? Number(textOf(given.page)) : 1;
  return { view, search: textOf(given.search).replaceAll("\0", "").trim().slice(0, longestSearch), page };
}

/** Returns the address of a part of the queue. */
export function queueAddress({ view, search, page }: QueueFilter): string {
  const query = new URLSearchParams();
  if (view !== "all") query.set("view", view);
  if (search !== "") query.set("search", search);
  if (page > 1) query.set("page", String(page));
  return query.size === 0 ? "/conduct/desk" : `/conduct/desk?${query}`;
}
