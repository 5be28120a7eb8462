/** What a person may be besides a community member, which everybody is who has signed in. */
export const roles = [
  "team_member",
  "organizer",
  "program_manager",
  "conduct_moderator",
  "conduct_lead",
  "admin",
] as const;
export type Role = (typeof roles)[number];

/** How roles are called on the pages. */
export const roleLabels: Record<Role, string> = {
  team_member: "Team member",
  organizer: "Organizer",
  program_manager: "Program manager",
  conduct_moderator: "Conduct moderator",
  conduct_lead: "Conduct lead",
  admin: "Admin",
};

/** Roles that see what people said in confidence; nobody gets one by the word of a single person. */
export const conductRoles: readonly Role[] = ["conduct_moderator", "conduct_lead"];
/** Roles that work only in a short session with a second factor. */
export const guardedRoles: readonly Role[] = [...conductRoles, "admin"];

/** Tells whether a text is the name of a role. */
export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}
