import type { Role } from "./roles";
import { Viewer, type Tier } from "./viewer";

// For tests only: signed-in people who are in no database.
const personWith = (roles: readonly Role[]) => ({
  ...{ id: "00000000-0000-4000-8000-000000000001", sessionId: "00000000-0000-4000-8000-000000000002" },
  ...{ name: "Somebody", email: null, zone: null, language: null, isDemo: false },
  ...{ roles, confirmedAt: new Date("2026-11-20T10:00:00Z"), hasSecondFactor: false },
});

/** A viewer of each tier: a guest, a person without a role, and somebody of the team. */
export const viewerOfTier: Record<Tier, Viewer> = {
  public: Viewer.guest(),
  member: Viewer.ofSession(personWith([])),
  team: Viewer.ofSession(personWith(["team_member"])),
};
