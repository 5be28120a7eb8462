import { guardedRoles, type Role } from "./roles";
import { AppError } from "@/lib/errors";

/** Who may see a thing, from the widest to the strictest. */
export const tiers = ["public", "member", "team"] as const;
export type Tier = (typeof tiers)[number];

/** Returns the strictest of the given tiers; with none, the strictest there is. */
export function strictestTier(...given: Tier[]): Tier {
  const ranks = given.map((tier) => tiers.indexOf(tier));
  return tiers[ranks.length > 0 ? Math.max(...ranks) : tiers.length - 1] ?? "team";
}

/** A signed-in person in one of their sessions, as lib/auth/session-store.ts reads them. */
export type Person = {
  id: string;
  sessionId: string;
  name: string;
  email: string | null;
  zone: string | null;
  language: string | null;
  isDemo: boolean;
  /** Every role the person holds. */
  roles: readonly Role[];
  /** When they last proved who they are. */
  confirmedAt: Date;
  /** Whether this session has shown a second factor. */
  hasSecondFactor: boolean;
};

const recentMilliseconds = 15 * 60 * 1000;

/** The person (or guest) on whose behalf something is read or changed; only lib/auth makes one of a session. */
export class Viewer {
  readonly #person: Person | null;

  private constructor(person: Person | null) {
    this.#person = person;
  }

  /** The viewer of anyone who has not signed in: sees what is public. */
  static guest(): Viewer {
    return new Viewer(null);
  }

  /** The viewer of a session; for lib/auth and tests only, which lint holds. */
  static ofSession(person: Person): Viewer {
    return new Viewer(person);
  }

  get isSignedIn(): boolean {
    return this.#person !== null;
  }

  /** Returns the signed-in person; throws forbidden for a guest. */
  get person(): Person {
    if (this.#person === null) throw new AppError("forbidden", "Sign in first.");
    return this.#person;
  }

  /** The strictest tier this viewer may see: whoever holds a role belongs to the team. */
  get tier(): Tier {
    if (this.#person === null) return "public";
    return this.#person.roles.length > 0 ? "team" : "member";
  }

  /** Tells whether this viewer may see something of the given tier. */
  canSee(tier: Tier): boolean {
    return tiers.indexOf(tier) <= tiers.indexOf(this.tier);
  }

  /** Tells whether this viewer may act in a role now; a guarded role sleeps until a second factor was shown. */
  has(role: Role): boolean {
    if (this.#person === null || !this.#person.roles.includes(role)) return false;
    return this.#person.hasSecondFactor || !guardedRoles.includes(role);
  }

  /** Roles that would work after a second factor, and do not yet. */
  get sleepingRoles(): Role[] {
    return this.#person?.roles.filter((role) => !this.has(role)) ?? [];
  }

  /** Tells whether the person proved who they are within the last quarter of an hour. */
  isRecent(now: Date): boolean {
    return this.#person !== null && now.getTime() - this.#person.confirmedAt.getTime() < recentMilliseconds;
  }
}
