import { Link } from "@/components/mdx/link";
import type { Facts } from "../domain/facts";
import { AudienceBadge } from "./audience";
import { EmptyFacts, FactList, FactRow } from "./fact-list";

/** The calendars that live outside the portal. */
export function CalendarLinks({ facts }: { facts: Facts }) {
  if (facts.calendars.length === 0) return <EmptyFacts>No calendar is recorded here yet.</EmptyFacts>;
  return (
    <FactList label="Calendars">
      {facts.calendars.map(({ key, name, url, audience, purpose, note }) => (
        <FactRow
          key={key}
          id={`calendar-${key}`}
          name={
            <Link href={url} isExternal>
              {name}
            </Link>
          }
          marks={<AudienceBadge audience={audience} />}
        >
          <p>{purpose}</p>
          {note ? <p className="text-sm text-muted">{note}</p> : null}
        </FactRow>
      ))}
    </FactList>
  );
}
