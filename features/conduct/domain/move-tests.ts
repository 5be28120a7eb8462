import { expect, it } from "vitest";
import { AppError, type AppErrorKind } from "@/lib/errors";
import { applyMove, type Facts, type Mover, type MoveTable } from "./moves";

/** One move as the rules on paper have it: `needs` are groups of facts of which one each must be true. */
export type ExpectedMove<State, By, Fact> = {
  from: readonly State[];
  to: State;
  by: readonly By[];
  needs?: readonly (readonly Fact[])[];
};

const movers: readonly Mover[] = [
  "reporter",
  "handler",
  "coordinator",
  "lead",
  "approver",
  "executor",
  "reviewer",
  "two_people",
  "system",
];

/** Returns the kind of refusal, or the state that the thing is in then. */
function outcomeOf<State>(act: () => State): State | { refused: AppErrorKind } {
  try {
    return act();
  } catch (error) {
    if (error instanceof AppError) return { refused: error.kind };
    throw error;
  }
}

/** Tests that a table allows exactly the expected moves: every other state, mover or lack of a fact is refused. */
export function itMovesExactly<Name extends string, State extends string, By extends Mover, Fact extends string>(
  table: MoveTable<Name, State, By, Fact>,
  expected: Record<Name, ExpectedMove<State, By, Fact>>,
): void {
  const names = Object.keys(expected) as Name[];
  const states = Object.keys(table.states) as State[];
  const first = (row: ExpectedMove<State, By, Fact>): Facts<Fact> =>
    factsOf((row.needs ?? []).flatMap((group) => group.slice(0, 1)));

  it("knows exactly the moves on paper", () => {
    expect(Object.keys(table.moves).toSorted()).toEqual(names.toSorted());
  });

  it.each(names.flatMap((name) => states.map((state) => [name, state] as const)))("%s from %s", (name, state) => {
    const row = expected[name];
    for (const by of movers) {
      const isAllowed = (row.by as readonly Mover[]).includes(by);
      const result = outcomeOf(() => applyMove(table, state, name, { ...first(row), by: by as By }));
      if (!isAllowed) expect(result, by).toEqual({ refused: "forbidden" });
      else expect(result, by).toEqual(row.from.includes(state) ? row.to : { refused: "invalid" });
    }
  });

  it.each(names.filter((name) => expected[name].needs !== undefined))("%s asks for everything it needs", (name) => {
    const row = expected[name];
    const groups = row.needs ?? [];
    const [state] = row.from;
    const [by] = row.by;
    if (state === undefined || by === undefined) throw new Error("A move starts somewhere, by somebody.");
    const move = (facts: Fact[]) => outcomeOf(() => applyMove(table, state, name, { ...factsOf(facts), by }));
    for (const group of groups) {
      const others = groups.filter((other) => other !== group).flatMap((other) => other.slice(0, 1));
      expect(move(others), `without ${group.join(" or ")}`).toEqual({ refused: "invalid" });
      for (const fact of group) expect(move([...others, fact]), fact).toBe(row.to);
    }
  });
}

function factsOf<Fact extends string>(facts: readonly Fact[]): Facts<Fact> {
  return Object.fromEntries(facts.map((fact) => [fact, true])) as Facts<Fact>;
}
