import type { Facts } from "../domain/facts";
import { ownerLabel } from "../domain/look-up";
import { EmptyFacts, FactList, FactRow } from "./fact-list";

/** The indicators; a missing definition is said, not filled in. */
export function KpiList({ facts }: { facts: Facts }) {
  if (facts.kpis.length === 0) return <EmptyFacts>No indicator is recorded here yet.</EmptyFacts>;
  return (
    <FactList label="Key performance indicators">
      {facts.kpis.map((kpi) => {
        const owner = ownerLabel(facts, kpi);
        return (
          <FactRow key={kpi.key} id={`kpi-${kpi.key}`} name={kpi.name} marks={owner ? <span>{owner}</span> : null}>
            {kpi.definition === null ? (
              <p className="text-muted">No definition is on record.</p>
            ) : (
              <p>{kpi.definition}</p>
            )}
            {kpi.target ? <p className="text-sm">Target: {kpi.target}</p> : null}
            {kpi.note ? <p className="text-sm text-muted">{kpi.note}</p> : null}
          </FactRow>
        );
      })}
    </FactList>
  );
}
