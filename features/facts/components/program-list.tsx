import { Badge } from "@/components/mdx/badge";
import { Link } from "@/components/mdx/link";
import type { Facts } from "../domain/facts";
import { ownerLabel } from "../domain/look-up";
import { filterPrograms, orderPrograms, type Program, type ProgramState } from "../domain/program";
import { EmptyFacts, FactList, FactRow } from "./fact-list";
import { ReachableLinks } from "./inline-facts";

const states: Record<ProgramState, { label: string; tone: "ok" | "plain" }> = {
  active: { label: "Active", tone: "ok" },
  planned: { label: "Planned", tone: "plain" },
  finished: { label: "Finished", tone: "plain" },
  historical: { label: "Historical", tone: "plain" },
  unknown: { label: "State not stated", tone: "plain" },
};

function ProgramName({ program: { name, page, url } }: { program: Program }) {
  if (page) return <a href={page}>{name}</a>;
  return url ? (
    <Link href={url} isExternal>
      {name}
    </Link>
  ) : (
    name
  );
}

/** Programs with their parts below them; narrowed to a state, or to the parts of one program. */
export function ProgramList({ facts, state, parent }: { facts: Facts; state?: string; parent?: string }) {
  const rows = orderPrograms(filterPrograms(facts.programs, { state, parent }));
  if (rows.length === 0) return <EmptyFacts>No program of this kind is recorded here.</EmptyFacts>;
  return (
    <FactList label="Programs">
      {rows.map(({ program, depth }) => {
        const { key, who, purpose, contact, page, url } = program;
        const owner = ownerLabel(facts, program);
        return (
          <FactRow
            key={key}
            id={`program-${key}`}
            depth={depth}
            name={<ProgramName program={program} />}
            marks={
              <>
                <Badge tone={states[program.state].tone}>{states[program.state].label}</Badge>
                {owner ? <span>{owner}</span> : null}
              </>
            }
          >
            <p>{purpose}</p>
            {who ? <p className="text-sm text-muted">For: {who}</p> : null}
            {contact.length > 0 ? (
              <p className="text-sm">
                <span className="text-muted">Contact: </span>
                <ReachableLinks facts={facts} names={contact} />
              </p>
            ) : null}
            {page && url ? (
              <p className="text-sm">
                <Link href={url} isExternal>
                  Website
                  <span className="sr-only"> of {program.name}</span>
                </Link>
              </p>
            ) : null}
          </FactRow>
        );
      })}
    </FactList>
  );
}
