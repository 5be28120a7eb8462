import { guardedRoles, type Role } from "./roles";

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** How long a session may last from sign-in, and how long without being used, in milliseconds. */
export type Lifetime = { wholeMilliseconds: number; idleMilliseconds: number };

const ordinary: Lifetime = { wholeMilliseconds: 90 * day, idleMilliseconds: 30 * day };
const guarded: Lifetime = { wholeMilliseconds: 12 * hour, idleMilliseconds: 2 * hour };

/** How long a browser keeps the session's cookie, in seconds; the server ends sessions sooner by its own rules. */
export const cookieSeconds = ordinary.wholeMilliseconds / 1000;

/** Returns how long a session of somebody with these roles lasts: short for whoever holds a guarded role. */
export function lifetimeFor(roles: readonly Role[]): Lifetime {
  return roles.some((role) => guardedRoles.includes(role)) ? guarded : ordinary;
}

/** Tells whether a session is over. */
export function isOver(
  session: { createdAt: Date; lastSeenAt: Date; expiresAt: Date },
  roles: readonly Role[],
  now: Date,
): boolean {
  const { wholeMilliseconds, idleMilliseconds } = lifetimeFor(roles);
  return (
    now >= session.expiresAt ||
    now.getTime() - session.createdAt.getTime() >= wholeMilliseconds ||
    now.getTime() - session.lastSeenAt.getTime() >= idleMilliseconds
  );
}
