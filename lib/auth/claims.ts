import type { Role } from "./roles";
import { isRole } from "./roles";

/** What an identity provider says of a person who has just signed in there. */
export type Claims = {
  /** In lower case; null when the provider names none. */
  email: string | null;
  isEmailConfirmed: boolean;
  name: string;
  /** Roles that the provider's groups stand for; null when this provider says nothing of roles. */
  roles: Role[] | null;
  hasSecondFactor: boolean;
  /** When the person proved to the provider who they are; null when it does not say. */
  provedAt: Date | null;
};

/** How the claims of an OpenID provider are to be read. */
export type ClaimRules = {
  rolesClaim: string[];
  roles: [group: string, role: string][];
  secondFactor: string[];
  trustsEmail: boolean;
};

const longestName = 100;
const namelessName = "Community member";

const textOf = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value.trim() : null);
// Only ASCII: toLowerCase() makes a "k" of the Kelvin sign, and so one address of two.
const addressOf = (value: unknown) => textOf(value)?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) ?? null;
const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");

/** Returns a name fit to be shown: without control and direction characters, of a sensible length. */
export function shownName(...given: unknown[]): string {
  const name = given.map(textOf).find((each) => each !== null) ?? namelessName;
  const plain = name
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\u115f\u1160\u2800\u3164\uffa0]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return [...plain].slice(0, longestName).join("") || namelessName;
}

/** Reads the claims of an ID token (OpenID Connect Core 1.0, 2 and 5.1) by the rules of the settings. */
export function readClaims(profile: Record<string, unknown>, rules: ClaimRules): Claims {
  const groups = rules.rolesClaim.flatMap((claim) => textsOf(profile[claim]));
  const proofs = [...textsOf(profile.amr), ...textsOf(profile.acr)];
  const mapped = rules.roles.filter(([group]) => groups.includes(group)).map(([, role]) => role);
  return {
    email: addressOf(profile.email),
    isEmailConfirmed: profile.email_verified === true || (rules.trustsEmail && profile.email_verified === undefined),
    name: shownName(profile.name, profile.preferred_username, profile.nickname),
    roles: rules.roles.length === 0 ? null : [...new Set(mapped.filter(isRole))],
    hasSecondFactor: rules.secondFactor.some((value) => proofs.includes(value)),
    provedAt: typeof profile.auth_time === "number" ? new Date(profile.auth_time * 1000) : null,
  };
}

/** Returns the claims of a provider that only says who somebody is. */
export function plainClaims(given: { email: unknown; isEmailConfirmed: boolean; names: unknown[] }): Claims {
  return {
    email: addressOf(given.email),
    isEmailConfirmed: given.isEmailConfirmed,
    name: shownName(...given.names),
    roles: null,
    hasSecondFactor: false,
    provedAt: null,
  };
}
