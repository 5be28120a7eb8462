import type { Decisions } from "../data/decision-queries";
import { DeskMoment } from "./desk-parts";

/** The appeals of a case in lines, with until when each is to be answered. */
export function AppealList({ shown, zone }: { shown: Decisions; zone: string }) {
  if (shown.appeals.length === 0) return null;
  return (
    <ul className="space-y-1">
      {shown.appeals.map((appeal) => (
        <li key={appeal.id}>
          <a href={`/conduct/desk/cases/${shown.caseId}/appeals/${appeal.id}`} className="text-accent underline">
            Appeal against: {appeal.measure}
          </a>
          , {appeal.state.toLowerCase()}
          {appeal.isAnswered ? null : (
            <>
              , to be answered by <DeskMoment at={appeal.answerBy} zone={zone} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
