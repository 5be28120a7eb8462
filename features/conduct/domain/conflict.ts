export type ConflictKind = "hard" | "soft";
export type ConflictSource = "self" | "reporter_exclusion" | "lead_imposed" | "system_suggested";
export type ConflictDeclaration = { kind: ConflictKind; source: ConflictSource };

/**
 * Returns which conflict a person has with a case by everything declared about the two. Whom the reporter left out is
 * out; two soft conflicts of different sources are a hard one (CNCF); what the portal only suggests decides nothing.
 */
export function conflictOf(declarations: readonly ConflictDeclaration[]): ConflictKind | null {
  const declared = declarations.filter(({ source }) => source !== "system_suggested");
  if (declared.some(({ kind, source }) => kind === "hard" || source === "reporter_exclusion")) return "hard";
  const sources = new Set(declared.map(({ source }) => source));
  if (sources.size > 1) return "hard";
  return sources.size === 1 ? "soft" : null;
}
