import type { ReportState } from "./report-state";

type Promised = { state: ReportState; isAnswerWanted: boolean; isSettled: boolean; nextUpdateBy: Date };

const ended: readonly ReportState[] = ["withdrawn", "spam"];

/** What a reporter was promised: news by a time, which may have passed; null where nothing is. */
export type UpdatePromise = { by: Date; isKept: boolean };

/** Returns until when a reporter hears again; null when they asked not to, know how it ended, or there is nothing to wait for. */
export function promiseOf(
  { state, isAnswerWanted, isSettled, nextUpdateBy }: Promised,
  now: Date,
): UpdatePromise | null {
  if (!isAnswerWanted || isSettled || ended.includes(state)) return null;
  return { by: nextUpdateBy, isKept: now <= nextUpdateBy };
}
