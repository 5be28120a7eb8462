import { AppError } from "@/lib/errors";

/** Who moves something: one person in one part, two people who agreed, or the portal by itself. */
export type Mover =
  "reporter" | "handler" | "coordinator" | "lead" | "approver" | "executor" | "reviewer" | "two_people" | "system";

/** What must be true before a move; a fact that nobody stated is not true. */
export type Guard<Fact extends string> = { holds: (facts: Facts<Fact>) => boolean; missing: string };
export type Facts<Fact extends string> = Readonly<Partial<Record<Fact, boolean>>>;
export type MoveContext<By extends Mover, Fact extends string> = Facts<Fact> & { readonly by: By };

type MoveRule<State extends string, By extends Mover, Fact extends string> = {
  from: readonly State[];
  to: State | ((facts: Facts<Fact>) => State);
  by: readonly By[];
  guards?: readonly Guard<Fact>[];
};

/** Every move of one kind of thing, by name; `noun` is how sentences call the thing. */
export type MoveTable<Name extends string, State extends string, By extends Mover, Fact extends string> = {
  noun: string;
  states: Readonly<Record<State, string>>;
  moves: Readonly<Record<Name, MoveRule<State, By, Fact>>>;
};

const moverWords: Record<Mover, string> = {
  reporter: "the reporter",
  handler: "somebody who is assigned",
  coordinator: "the coordinator of the case",
  lead: "a conduct lead",
  approver: "somebody who approves and did not propose",
  executor: "somebody who carries the measure out",
  reviewer: "the reviewer of the appeal",
  two_people: "two people together",
  system: "the portal itself",
};

/** Returns a guard that one fact answers. */
export function needs<Fact extends string>(fact: Fact, missing: string): Guard<Fact> {
  return { holds: (facts) => facts[fact] === true, missing };
}

/** Returns a guard that either of two facts answers. */
export function needsEither<Fact extends string>(one: Fact, other: Fact, missing: string): Guard<Fact> {
  return { holds: (facts) => facts[one] === true || facts[other] === true, missing };
}

/** Returns the names of the moves that leave a state, whoever may make them. */
export function namesFrom<Name extends string, State extends string, By extends Mover, Fact extends string>(
  table: MoveTable<Name, State, By, Fact>,
  state: State,
): Name[] {
  return (Object.keys(table.moves) as Name[]).filter((name) => table.moves[name].from.includes(state));
}

/** Returns one sentence for every guard of a move that does not hold yet; an empty list when nothing is missing. */
export function missingFor<Name extends string, State extends string, By extends Mover, Fact extends string>(
  table: MoveTable<Name, State, By, Fact>,
  name: Name,
  facts: Facts<Fact>,
): string[] {
  return (table.moves[name].guards ?? []).filter((guard) => !guard.holds(facts)).map((guard) => guard.missing);
}

/**
 * Returns the state after a move. Throws AppError forbidden when another person must do it, invalid when the state
 * does not allow it or when something is missing; then the sentence says everything that is.
 */
export function applyMove<Name extends string, State extends string, By extends Mover, Fact extends string>(
  table: MoveTable<Name, State, By, Fact>,
  state: State,
  name: Name,
  context: MoveContext<By, Fact>,
): State {
  const rule = table.moves[name];
  if (!rule.by.includes(context.by)) {
    const who = rule.by.map((mover) => moverWords[mover]).join(" or ");
    throw new AppError("forbidden", `This must be done by ${who}.`);
  }
  if (!rule.from.includes(state)) {
    throw new AppError(
      "invalid",
      `This ${table.noun} is now “${table.states[state]}”, which does not allow that. Reload the page to see what does.`,
    );
  }
  const missing = missingFor(table, name, context);
  if (missing.length > 0) throw new AppError("invalid", missing.join(" "));
  return typeof rule.to === "function" ? rule.to(context) : rule.to;
}
