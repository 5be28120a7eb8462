import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { moveReport, type ReportContext, type ReportMove, type ReportState } from "../domain/report-state";
import type { Access, ReportRow } from "./access";

/** Returns in which part somebody moves a report, by what they may do to it. */
const moverOf = ({ may }: Pick<Access<ReportRow>, "may">): "lead" | "handler" =>
  may("answer_withdrawal") ? "lead" : "handler";

/**
 * Returns the state of a report after one of several moves; a held one is released on the way, because somebody is
 * looking at it. Throws like `moveReport`.
 */
export function stateAfter(access: Access<ReportRow>, move: ReportMove, facts: Omit<ReportContext, "by">): ReportState {
  const by = moverOf(access);
  const from = access.row.state === "held" ? moveReport("held", "release", { by }) : access.row.state;
  return moveReport(from, move, { ...facts, by });
}

/** Throws invalid when one person tries to be both of the two that an act needs. */
export function requireSecondPerson(viewer: Viewer, proposedBy: string | null): void {
  if (proposedBy === viewer.person.id)
    throw new AppError("invalid", "You proposed this. A second person has to confirm it.");
}
