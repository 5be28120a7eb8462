import { conductRoles, roleLabels, roles, type Role } from "@/lib/auth/roles";
import type { GrantSource, GrantState } from "@/lib/auth/tables";

/** Whoever wants to change roles: a person in the roles that work for them now, or the operator at the command line. */
export type Asker = { id: string; isAdmin: boolean; isLead: boolean } | "operator";
/** What the rules need to know of a person whose roles are to change. */
export type Subject = { id: string; isDeleted: boolean };
/** What the rules need to know of a grant. */
export type GrantFacts = { userId: string; role: Role; state: GrantState; proposedBy: string | null };

const isConductRole = (role: Role) => conductRoles.includes(role);
const isOneself = (asker: Asker, userId: string) => asker !== "operator" && asker.id === userId;

/** Returns the roles that somebody manages: all for admins and the operator, those of conduct for conduct leads. */
export function managedRoles(asker: Asker): readonly Role[] {
  if (asker === "operator" || asker.isAdmin) return roles;
  return asker.isLead ? conductRoles : [];
}

/** Tells whether somebody may see and change who holds a role; to anybody else it is as if there were no such thing. */
export function canManage(asker: Asker, role: Role): boolean {
  return managedRoles(asker).includes(role);
}

/** Returns the state a role begins in: nobody gets a conduct role by the word of a single person. */
export function stateOfNew(role: Role): Exclude<GrantState, "ended"> {
  return isConductRole(role) ? "proposed" : "active";
}

/** Returns why somebody who manages a role may not give or propose it to a person; null when they may. */
export function whyNotGive(asker: Asker, person: Subject): string | null {
  if (person.isDeleted) return "This account was deleted, so it cannot hold a role.";
  return isOneself(asker, person.id) ? "Nobody gives a role to themselves. Ask another admin." : null;
}

/** Returns why somebody who manages a role may not be its second person; null when they may. */
export function whyNotConfirm(asker: Asker, grant: GrantFacts, person: Subject): string | null {
  if (grant.state !== "proposed") return "This was decided in the meantime.";
  if (person.isDeleted) return "This account was deleted, so it cannot hold a role.";
  if (asker === "operator") return "The second person confirms in the portal, where it is known who they are.";
  if (asker.id === grant.userId) return "Nobody confirms a role of their own. Ask another admin or conduct lead.";
  if (asker.id === grant.proposedBy) return "You proposed this. A second person has to confirm it.";
  return null;
}

/** Tells whether somebody may end a grant, or decline one that is proposed: who manages the role, and its own person. */
export function mayEnd(asker: Asker, grant: Pick<GrantFacts, "userId" | "role">): boolean {
  return canManage(asker, grant.role) || isOneself(asker, grant.userId);
}

/** Returns what ending a grant is called, by what it was and who does it. */
export function endingOf(asker: Asker, grant: GrantFacts): "end" | "give up" | "withdraw" | "decline" {
  if (grant.state === "proposed") return asker !== "operator" && asker.id === grant.proposedBy ? "withdraw" : "decline";
  return isOneself(asker, grant.userId) ? "give up" : "end";
}

/** Says where a role comes from. */
export function originOf(source: GrantSource, sourceKey: string): string {
  const origins: Record<GrantSource, string> = {
    portal: "Given in the portal",
    claim: `By the groups of ${sourceKey}`,
    setting: "By the setting PORTAL_ADMINS",
    command: "By the operator's command",
    demo: "Part of the demo",
  };
  return origins[source];
}

/** Says why ending a role here would not last, and where to change it; null when it lasts. */
export function whyItReturns(source: GrantSource, sourceKey: string): string | null {
  if (source === "claim")
    return `It comes back at the next sign-in, unless the person leaves the group at ${sourceKey}.`;
  if (source === "setting") return "It comes back at the next sign-in, as long as PORTAL_ADMINS names the address.";
  return source === "demo" ? "It comes back the next time somebody signs in as this demo person." : null;
}

/** Returns a role's name as it stands within a sentence. */
export function roleInSentence(role: Role): string {
  return roleLabels[role].toLowerCase();
}
