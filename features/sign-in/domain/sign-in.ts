import { z } from "zod";
import { isMailAddress } from "@/lib/mail/address";

const next = z.string().max(2_000).default("/");

/** Which demo person to be, and where to go on. */
export const demoForm = z.object({ person: z.string().max(40), next });
/** Which provider to ask, and where to go on. */
export const providerForm = z.object({ provider: z.string().max(40), next });
/** Where to send the link, and where to go on. One plain address: an address parser could read more into others. */
export const emailForm = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .refine(isMailAddress, "This is not an e-mail address, such as name@example.org."),
  next,
});
/** A form with nothing to fill in. */
export const emptyForm = z.object({});
/** Where to go on. */
export const nextForm = z.object({ next });
/** A code of an authenticator or a recovery code, and where to go on. */
export const codeForm = z.object({
  code: z.string().trim().min(1, "Type the code.").max(100, "A code is much shorter than this."),
  next,
});
/** Which way to sign in to add. */
export const linkForm = z.object({ provider: z.string().max(40) });
/** Which way to sign in to remove: the provider and, behind a space, who one is there. */
export const wayForm = z.object({
  way: z
    .string()
    .max(1_000)
    .transform((way) => ({ provider: way.split(" ", 1)[0] ?? "", accountId: way.slice(way.indexOf(" ") + 1) })),
});
/** Which session to end. */
export const sessionForm = z.object({ session: z.uuid("This session is not there any more.") });

const problems: Record<string, string> = {
  Unreachable:
    "This way to sign in cannot be reached just now. Nothing is wrong with your account; try again in a moment, or sign in another way.",
  Unconfirmed: "Your provider has not confirmed your e-mail address. Confirm it there, then come back.",
  Guarded:
    "There is an account with this e-mail address that has special rights. Sign in the way you did before, then add this way on your account page.",
  OAuthAccountNotLinked: "This sign-in belongs to another account here. Sign in with it on its own.",
  AccessDenied: "The provider did not let you in, or you changed your mind. Nothing has happened.",
  Limited: "That was a lot in a short time. Try again in about ten minutes.",
  Verification: "This link has been used already or is too old. Ask for a new one.",
};
const unknownProblem =
  "Signing in did not work this time. Start again from here; if it stays this way, tell whoever runs this portal.";

/** Returns what to tell a person whose signing in failed with a code; null when nothing failed. */
export function describeProblem(code: string | undefined): string | null {
  if (code === undefined || code === "") return null;
  return (Object.hasOwn(problems, code) ? problems[code] : undefined) ?? unknownProblem;
}
