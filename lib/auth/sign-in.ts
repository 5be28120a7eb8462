import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import NextAuth, { AuthError, type NextAuthConfig, type NextAuthResult } from "next-auth";
import type { Provider } from "next-auth/providers";
import { announceSignInOrigin, env } from "@/lib/env";
import { getDatabase, type Database } from "@/lib/db/database";
import { log } from "@/lib/log";
import { keysOf } from "@/lib/secrets";
import { describeDevice } from "./device";
import { knownPeopleCookie, readKnownPeople, sealKnownPeople } from "./known-people";
import { isLinkIntentOf, linkCookie } from "./link-intent";
import { signInProviders } from "./providers";
import { safePath } from "./safe-path";
import { cookieSeconds } from "./session-lifetime";
import { sessionCookie, signInOrigin } from "./session-cookie";
import { endSessionOfToken, findViewerByToken, newSessionToken } from "./session-store";
import { findLinkable, signInAdapter, type SignInAttempt } from "./sign-in-adapter";

/** Sends the link that proves an e-mail address; the feature that knows how mails look provides it. */
export type SendSignInLink = (address: string, link: string) => Promise<void>;

const linkMinutes = 10;
const problemPage = (problem: string) => `/sign-in?error=${problem}`;

function emailProvider(send: SendSignInLink): Provider {
  return {
    ...{ id: "email", type: "email", name: "E-mail", maxAge: linkMinutes * 60 },
    async sendVerificationRequest({ identifier, url }) {
      // Mail scanners open links: this one leads to a page with a button, and only the button signs in.
      const { searchParams } = new URL(url);
      await send(identifier, `${signInOrigin}/sign-in/link?${searchParams}`);
    },
  };
}

// next-auth wraps what went wrong in an error that says only where.
function causeOf({ cause }: Error): unknown {
  return typeof cause === "object" && cause !== null && "err" in cause ? cause.err : cause;
}

const kindOf = (error: Error) => ("type" in error ? String(error.type) : error.name);

function refuseEntry(problem: string): string {
  log.warn(`Signing in was refused: ${problem}.`);
  return problemPage(problem);
}

/** Decides whether a person may come in with what the provider says; returns the page that says why not. */
async function decide(database: Database, attempt: SignInAttempt, provider: string, accountId: string) {
  const adapter = signInAdapter(database, attempt);
  if (attempt.linkTo !== null) return true;
  if ((await adapter.getUserByAccount?.({ provider, providerAccountId: accountId })) != null) return true;
  const { claims } = attempt;
  if (claims === null) return true;
  if (claims.email === null || !claims.isEmailConfirmed) return refuseEntry("Unconfirmed");
  return (await findLinkable(database, attempt, claims.email)) === "guarded" ? refuseEntry("Guarded") : true;
}

async function linkTarget(): Promise<string | null> {
  const given = await cookies();
  const token = given.get(sessionCookie.name)?.value;
  const viewer = token === undefined ? null : await findViewerByToken(token);
  if (viewer === null) return null;
  return isLinkIntentOf(viewer.person.sessionId, given.get(linkCookie)?.value) ? viewer.person.id : null;
}

async function configuration(send: SendSignInLink): Promise<NextAuthConfig> {
  const database = await getDatabase();
  const device = describeDevice((await headers()).get("user-agent") ?? "");
  const known = readKnownPeople((await cookies()).get(knownPeopleCookie.name)?.value);
  const attempt: SignInAttempt = {
    ...{ provider: "email", claims: null, device, linkTo: await linkTarget(), admins: env.admins },
    ...{ known, hasJoined: false },
  };
  const [current, ...former] = keysOf("sign-in").map(({ bytes }) => bytes.toString("base64url"));
  return {
    adapter: signInAdapter(database, attempt),
    basePath: "/api/auth",
    trustHost: true,
    secret: [current ?? "", ...former],
    providers: [...signInProviders.map(({ provider }) => provider), ...(env.emailSignIn ? [emailProvider(send)] : [])],
    session: { strategy: "database", maxAge: cookieSeconds, generateSessionToken: newSessionToken },
    cookies: { sessionToken: { name: sessionCookie.name, options: sessionCookie.options } },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in/sent" },
    callbacks: {
      async signIn({ account, profile }) {
        if (account === null || account === undefined) return problemPage("Configuration");
        const known = signInProviders.find(({ id }) => id === account.provider);
        attempt.provider = account.provider;
        attempt.claims = known === undefined ? null : known.claims(profile ?? {});
        return decide(database, attempt, account.provider, account.providerAccountId);
      },
      redirect: ({ url }) => {
        const path = url.startsWith(signInOrigin) ? url.slice(signInOrigin.length) : url;
        return `${signInOrigin}${safePath(path)}`;
      },
    },
    events: {
      // Whoever signs in leaves the session this browser had: nobody can have planted it (session fixation).
      async signIn({ user }) {
        if (user.id !== undefined)
          (await cookies()).set(knownPeopleCookie.name, sealKnownPeople(known, user.id), knownPeopleCookie.options);
        const before = (await cookies()).get(sessionCookie.name)?.value;
        if (before !== undefined && attempt.linkTo === null) await endSessionOfToken(before);
      },
    },
    logger: {
      error: (error) => log.warn(`Signing in failed: ${kindOf(error)}.`, causeOf(error)),
      warn: (code) => log.warn(`Sign-in: ${code}.`),
      debug: () => undefined,
    },
  };
}

// next-auth reads the origin of its own addresses from here; the Host of a request decides nothing.
announceSignInOrigin(signInOrigin);

/** Returns next-auth, set up for one request. */
export function nextAuth(send: SendSignInLink): NextAuthResult {
  return NextAuth(() => configuration(send));
}

/**
 * Leads to a provider to sign in (or sends the link, for `email`) and back to a path of the portal afterwards.
 * Always redirects; a provider that cannot be reached leads to the sign-in page, which says so.
 */
export async function startSignIn(
  send: SendSignInLink,
  provider: string,
  options: { next: string; email?: string; confirm?: boolean },
): Promise<never> {
  const again = options.confirm === true ? { prompt: "login", max_age: "0" } : undefined;
  const email = options.email === undefined ? {} : { email: options.email };
  let target = problemPage("Unreachable");
  try {
    const { signIn } = nextAuth(send);
    const redirectTo = safePath(options.next);
    const answer: unknown = await signIn(provider, { ...email, redirectTo, redirect: false }, again);
    // Before anybody has been asked anything, what fails is the way to the provider.
    if (!String(answer).startsWith(`${signInOrigin}/sign-in?error=`))
      target = provider === "email" ? "/sign-in/sent" : String(answer);
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    log.warn(`Signing in could not begin: ${kindOf(error)}.`);
  }
  redirect(target);
}
