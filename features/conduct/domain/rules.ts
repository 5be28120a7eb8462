/** One thing that nobody may do, as conduct-rules.yaml has it. */
export type Rule = {
  readonly number: number;
  readonly key: string;
  readonly name: string;
  readonly meaning: string;
  /** The tier that the framework names for it; a hint, never a decision. */
  readonly tierHint: number | null;
};
/** How an allegation calls a rule: numbers may mean something else in another version. */
export type RuleReference = { number: number; version: string };
/** All versions of the rules, the newest first. */
export type RuleBook = {
  readonly versions: readonly { readonly version: string; readonly rules: readonly Rule[] }[];
};

/** Returns the rules in force, with the references by which they are recorded; none as long as no file was read. */
export function rulesInForce(book: RuleBook): (Rule & RuleReference)[] {
  const [newest] = book.versions;
  return newest === undefined ? [] : newest.rules.map((rule) => ({ ...rule, version: newest.version }));
}

/** Finds a rule as it was worded in its version; null where there is no such number or version. */
export function findRule(book: RuleBook, { number, version }: RuleReference): Rule | null {
  const { rules } = book.versions.find((entry) => entry.version === version) ?? { rules: [] };
  return rules.find((rule) => rule.number === number) ?? null;
}

/** Returns how a rule is named in letters and on the desk; also one that the file has lost still has its number. */
export function ruleLabel(book: RuleBook, reference: RuleReference): string {
  const name = findRule(book, reference)?.name;
  return `Rule ${reference.number}${name === undefined ? "" : `, ${name}`} (version of ${reference.version})`;
}
