import { env } from "@/lib/env";
import { isLoopback } from "@/lib/settings.mjs";
import { cookieSeconds } from "./session-lifetime";

/** The address under which people sign in, without a trailing slash. */
export const signInOrigin = env.origin ?? `http://${isLoopback(env.host) ? env.host : "localhost"}:${env.port}`;

const isSecure = signInOrigin.startsWith("https://");

/** Cookie that carries the token of a session; the prefix forbids other hosts and paths to set it (RFC 6265bis, 4.1.3). */
export const sessionCookie = {
  name: isSecure ? "__Host-portal-session" : "portal-session",
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure, maxAge: cookieSeconds },
} as const;

/** Takes the session's cookie away: a browser accepts a name with __Host- only with Secure. */
export const endedSessionCookie = { ...sessionCookie.options, maxAge: 0 } as const;
