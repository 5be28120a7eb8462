import type { ReactNode } from "react";
import { Badge } from "@/components/mdx/badge";
import { SubmitButton } from "@/components/rooms/submit-button";
import { roleLabels } from "@/lib/auth/roles";
import type { ShownGrant } from "../data/people-queries";
import { originOf, whyItReturns } from "../domain/grant";

const endingLabels = { end: "End", "give up": "Give up", withdraw: "Withdraw", decline: "Decline" };

function Moment({ at }: { at: Date }) {
  const text = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return <time dateTime={at.toISOString()}>{text}</time>;
}

function By({ name }: { name: string | null }) {
  return name === null ? null : (
    <>
      {" "}
      by <span dir="auto">{name}</span>
    </>
  );
}

function History({ grant }: { grant: ShownGrant }) {
  const { state, source, sourceKey, proposedBy, proposedAt, confirmedBy, confirmedAt, endedBy, endedAt } = grant;
  const wasProposed = state === "proposed" || confirmedAt?.getTime() !== proposedAt.getTime();
  return (
    <p className="text-[0.9375rem] text-muted">
      {originOf(source, sourceKey)}
      {wasProposed ? (
        <>
          , proposed <Moment at={proposedAt} />
          <By name={proposedBy} />
        </>
      ) : null}
      {confirmedAt === null ? null : (
        <>
          , {wasProposed ? "confirmed" : "since"} <Moment at={confirmedAt} />
          <By name={confirmedBy} />
        </>
      )}
      {endedAt === null ? null : (
        <>
          , ended <Moment at={endedAt} />
          <By name={endedBy} />
        </>
      )}
      .
    </p>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <p className="text-[0.9375rem]">{children}</p>;
}

/** A role of a person: where it comes from, since when, and – within a form – what the viewer may do about it. */
export function GrantRow({ grant, hasPerson = false }: { grant: ShownGrant; hasPerson?: boolean }) {
  const { id, person, role, state, source, sourceKey, ending, confirmRefusal } = grant;
  const returns = state === "ended" ? null : whyItReturns(source, sourceKey);
  const about = `${roleLabels[role]} of ${person.name}`;
  return (
    <li className="flex flex-col gap-3 border-t border-rule py-4 sm:flex-row sm:justify-between">
      <div className="min-w-0 space-y-1">
        <p>
          {hasPerson ? (
            <>
              <a href={`/admin/people/${person.id}`} dir="auto" className="font-bold text-accent underline">
                {person.name}
              </a>
              :{" "}
            </>
          ) : null}
          <span className="font-bold">{roleLabels[role]}</span>{" "}
          {state === "proposed" ? <Badge>Waiting for a second person</Badge> : null}
        </p>
        <History grant={grant} />
        {ending !== null && returns !== null ? <Note>{returns}</Note> : null}
        {state === "proposed" && confirmRefusal !== null ? <Note>{confirmRefusal}</Note> : null}
      </div>
      <div className="flex shrink-0 items-start gap-3">
        {state === "proposed" && confirmRefusal === null ? (
          <SubmitButton label="Confirm" about={about} kind="plain" name="decision" value={`confirm:${id}`} />
        ) : null}
        {ending === null ? null : (
          <SubmitButton label={endingLabels[ending]} about={about} kind="danger" name="decision" value={`end:${id}`} />
        )}
      </div>
    </li>
  );
}
