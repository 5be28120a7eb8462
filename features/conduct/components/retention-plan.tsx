import { TableRegion } from "@/components/mdx/table-region";
import type { EndedReport, HeldCase, RetentionPlan as Plan } from "../data/retention-queries";
import type { RetentionLine } from "../data/retention";
import { RetentionErasure } from "./retention-erasure";

const cell = "border-b border-rule px-3 py-2 text-start align-top";
const heading = "font-display text-xl font-semibold";
const classes: Record<RetentionLine["retention"], string> = {
  no_action: "No measure: 90 days",
  warning: "Warning: 2 years",
  timeout: "Timeout: 3 years after its end",
  ban: "Ban: while it holds, and 3 years",
};
const reportStates: Record<string, string> = { withdrawn: "Withdrawn", spam: "Spam" };

const dayOf = (date: Date) => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(date);
const keepingOf = (caseId: string) => `/conduct/desk/cases/${caseId}/hold`;

function Lines({ lines }: { lines: readonly RetentionLine[] }) {
  if (lines.length === 0) return <p className="mt-4">No case is closed.</p>;
  return (
    <TableRegion label="Closed cases">
      <table className="w-full text-[0.9375rem]">
        <thead>
          <tr>
            {["Case", "Kept for", "Until", "At the next round"].map((name) => (
              <th key={name} scope="col" className={cell}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ caseId, codeName, retention, keepUntil, purge }) => (
            <tr key={caseId}>
              <th scope="row" className={cell}>
                <a href={keepingOf(caseId)} className="text-accent underline">
                  {codeName}
                </a>
              </th>
              <td className={cell}>{classes[retention]}</td>
              <td className={`${cell} whitespace-nowrap`}>{keepUntil === null ? "Not known yet" : dayOf(keepUntil)}</td>
              <td className={cell}>{purge.ok ? <strong>Would be erased</strong> : `Kept. ${purge.why}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}

function Holds({ held }: { held: readonly HeldCase[] }) {
  if (held.length === 0) return <p className="mt-4">No case is held.</p>;
  return (
    <ul className="mt-4 space-y-2">
      {held.map(({ caseId, codeName, until, isConfirmed, countsUntil }) => (
        <li key={`${caseId} ${until}`}>
          <a href={keepingOf(caseId)} className="text-accent underline">
            {codeName}
          </a>
          {isConfirmed
            ? `: until the end of ${dayOf(new Date(until))}.`
            : `: placed by one person. It stops counting on ${dayOf(countsUntil)} unless a second one confirms it.`}
        </li>
      ))}
    </ul>
  );
}

function Reports({ reports }: { reports: readonly EndedReport[] }) {
  if (reports.length === 0) return <p className="mt-4">None.</p>;
  return (
    <ul className="mt-4 space-y-6">
      {reports.map(({ id, version, submittedOn, state, keepUntil, erasure }) => {
        const name = `Report of ${dayOf(new Date(submittedOn))}`;
        return (
          <li key={id} className="space-y-3 rounded-lg border border-rule p-4">
            <p>
              <strong>{name}</strong> · {reportStates[state] ?? state} · kept until {dayOf(keepUntil)}
            </p>
            <RetentionErasure target={{ kind: "report", id, version }} name={name} erasure={erasure} />
          </li>
        );
      })}
    </ul>
  );
}

/** What would be erased and when, and what is kept and why; of a moderator only what waits for them. */
export function RetentionPlan({ plan, isLead }: { plan: Plan; isLead: boolean }) {
  return (
    <div className="mt-8 space-y-10">
      {isLead ? (
        <>
          <section>
            <h2 className={heading}>Closed cases</h2>
            <Lines lines={plan.lines} />
            {plan.more === 0 ? null : <p>{plan.more} more are kept longer than these.</p>}
          </section>
          <section>
            <h2 className={heading}>Holds</h2>
            <Holds held={plan.heldCases} />
          </section>
        </>
      ) : null}
      <section>
        <h2 className={heading}>Closed reports without a case</h2>
        <Reports reports={plan.reports} />
      </section>
    </div>
  );
}
