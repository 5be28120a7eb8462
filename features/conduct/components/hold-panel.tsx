import { TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { Keeping, ShownHold } from "../data/retention-queries";
import { confirmHoldAction, endHoldAction, placeHoldAction } from "../keeping-actions";
import { RetentionErasure } from "./retention-erasure";

const heading = "font-display text-xl font-semibold";
const dayOf = (date: Date) => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(date);

function HoldItem({ caseId, hold, mayEnd }: { caseId: string; hold: ShownHold; mayEnd: boolean }) {
  const until = dayOf(new Date(hold.until));
  const fields = (
    <>
      <input type="hidden" name="case" value={caseId} />
      <input type="hidden" name="hold" value={hold.id} />
    </>
  );
  return (
    <li className="space-y-3 rounded-lg border border-rule p-4">
      <p>
        Until the end of <strong>{until}</strong>, placed by <bdi>{hold.placedBy}</bdi>
        {hold.confirmedBy === null ? null : (
          <>
            , confirmed by <bdi>{hold.confirmedBy}</bdi>
          </>
        )}
        .
      </p>
      {hold.confirmedBy === null ? (
        <p>Not confirmed: it stops counting on {dayOf(hold.countsUntil)} unless a second person confirms it.</p>
      ) : null}
      <details>
        <summary className="cursor-pointer font-bold">Reason</summary>
        <p dir="auto" className="mt-2 wrap-anywhere whitespace-pre-wrap">
          {hold.reason}
        </p>
      </details>
      <div className="flex flex-wrap gap-3">
        {hold.mayConfirm ? (
          <Form id={`confirm-${hold.id}`} action={confirmHoldAction} label={`Confirm the hold until ${until}`}>
            {fields}
            <SubmitButton label="Confirm the hold" about={`until ${until}`} kind="plain" />
          </Form>
        ) : null}
        {mayEnd ? (
          <Form id={`end-${hold.id}`} action={endHoldAction} label={`End the hold until ${until}`}>
            {fields}
            <SubmitButton label="End the hold" about={`until ${until}`} kind="danger" />
          </Form>
        ) : null}
      </div>
    </li>
  );
}

function Time({ line }: { line: Keeping["line"] }) {
  if (line === null) return <p>It is open. How long it is kept is decided when it is closed.</p>;
  const until = line.keepUntil === null ? "" : ` Its time ends on ${dayOf(line.keepUntil)}.`;
  return (
    <p>
      {line.purge.ok ? "Its time is over: it is erased at the next round." : `It is kept. ${line.purge.why}${until}`}
    </p>
  );
}

/** What keeps a case from being erased, and what the viewer can do about that. */
export function HoldPanel({ keeping }: { keeping: Keeping }) {
  const { caseId, codeName, version, line, holds, mayHold, erasure } = keeping;
  const hasErasure = erasure.proposedBy !== null || erasure.mayPropose;
  return (
    <div className="mt-8 space-y-10">
      <section className="space-y-4">
        <h2 className={heading}>How long it is kept</h2>
        <Time line={line} />
      </section>
      <section className="space-y-4">
        <h2 className={heading}>Holds</h2>
        {holds.length === 0 ? (
          <p>Nothing holds it.</p>
        ) : (
          <ul className="space-y-4">
            {holds.map((hold) => (
              <HoldItem key={hold.id} caseId={caseId} hold={hold} mayEnd={mayHold} />
            ))}
          </ul>
        )}
        {mayHold ? (
          <Form id="place-hold" action={placeHoldAction} label="Place a hold">
            <input type="hidden" name="case" value={caseId} />
            <input type="hidden" name="version" value={version} />
            <TextAreaField
              name="reason"
              label="Why it must be kept"
              help="Sealed with the case. A hold counts at once for three days, and to its last day when a second person has confirmed it."
              maxLength={5000}
              isRequired
            />
            <TextField
              name="until"
              label="Last day of the hold"
              help="At most a year from now."
              type="date"
              isRequired
            />
            <SubmitButton label="Place the hold" kind="plain" />
          </Form>
        ) : null}
      </section>
      {hasErasure ? (
        <section className="space-y-4">
          <h2 className={heading}>Erase it before its time</h2>
          <p>
            Where somebody asked for it and nothing speaks against it. One lead proposes, a second person confirms; any
            change of the case in between ends the proposal. No reason is kept, because it would be erased, too.
          </p>
          <RetentionErasure target={{ kind: "case", id: caseId, version }} name={codeName} erasure={erasure} />
        </section>
      ) : null}
    </div>
  );
}
