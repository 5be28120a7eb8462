import type { Role } from "@/lib/auth/roles";

/** What each role lets a person do, in a sentence. */
export const roleTexts: Record<Role, string> = {
  team_member: "You read the pages that are for the team.",
  organizer: "You organize sessions, and read the pages that are for the team.",
  program_manager: "You look after programs, and read the pages that are for the team.",
  conduct_moderator: "You work on reports about harm.",
  conduct_lead: "You lead the work on reports about harm, and decide who else does it.",
  admin: "You decide who holds which role, and keep the portal running.",
};
