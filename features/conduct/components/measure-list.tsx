import type { ShownMeasure } from "../data/shown-measure";
import { DeskMoment } from "./desk-parts";

/** Measures in lines: what, about whom, whether it holds, until when. */
export function MeasureList({
  caseId,
  measures,
  zone,
}: {
  caseId: string;
  measures: readonly ShownMeasure[];
  zone: string;
}) {
  if (measures.length === 0) return <p className="text-muted">No measures.</p>;
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {measures.map((measure) => (
        <li key={measure.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
          <a href={`/conduct/desk/cases/${caseId}/measures/${measure.id}`} className="text-accent underline">
            {measure.label}
            {measure.days === null ? "" : `, ${measure.days} days`}
          </a>
          <span dir="auto" className="wrap-anywhere">
            {measure.party}
          </span>
          <span>
            {measure.state}
            {measure.isOverturned ? ", overturned" : ""}
            {measure.endsAt === null ? null : (
              <>
                , until <DeskMoment at={measure.endsAt} zone={zone} />
              </>
            )}
          </span>
          {measure.isEmergency ? <span>Done at once</span> : null}
          {measure.reviewBy === null || !["Active", "Not kept"].includes(measure.state) ? null : (
            <strong>
              A second person must look by <DeskMoment at={measure.reviewBy} zone={zone} />
            </strong>
          )}
        </li>
      ))}
    </ul>
  );
}
