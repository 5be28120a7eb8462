/** Who may see a thing, from the widest to the strictest. */
export const tiers = ["public", "member", "team"] as const;
export type Tier = (typeof tiers)[number];

/** Returns the strictest of the given tiers; with none, the strictest there is. */
export function strictestTier(...given: Tier[]): Tier {
  const ranks = given.map((tier) => tiers.indexOf(tier));
  return tiers[ranks.length > 0 ? Math.max(...ranks) : tiers.length - 1] ?? "team";
}

/** The person (or guest) on whose behalf something is read; only this module makes one. */
export class Viewer {
  readonly #tier: Tier;

  private constructor(tier: Tier) {
    this.#tier = tier;
  }

  /** The viewer of anyone who has not signed in: sees what is public. */
  static guest(): Viewer {
    return new Viewer("public");
  }

  get tier(): Tier {
    return this.#tier;
  }

  /** Tells whether this viewer may see something of the given tier. */
  canSee(tier: Tier): boolean {
    return tiers.indexOf(tier) <= tiers.indexOf(this.#tier);
  }
}
