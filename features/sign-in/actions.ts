"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { formAction, guestAction } from "@/lib/action";
import { describeDevice } from "@/lib/auth/device";
import { linkCookie, linkSeconds, sealLinkIntent } from "@/lib/auth/link-intent";
import { safePath } from "@/lib/auth/safe-path";
import { endedSessionCookie, sessionCookie } from "@/lib/auth/session-cookie";
import { startSignIn } from "@/lib/auth/sign-in";
import { AppError } from "@/lib/errors";
import { env } from "@/lib/env";
import { signInProviders } from "@/lib/auth/providers";
import { clientNetwork } from "@/lib/rate-limit/client-network";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithin } from "@/lib/rate-limit/rate-limit";
import { requestContext } from "@/lib/request-context";
import { newAuthenticatorCookie, sealNewAuthenticator, unsealNewAuthenticator } from "./data/new-authenticator";
import { confirmByCode, confirmInDemo } from "./data/proof-commands";
import { findProofs, hasProof } from "./data/proof-queries";
import { makeRecoveryCodes, removeAuthenticator, setUpAuthenticator } from "./data/second-factor-commands";
import {
  endEverySession,
  endOtherSessions,
  endOwnSession,
  endSession,
  startDemoSession,
} from "./data/session-commands";
import { sendSignInLink } from "./data/sign-in-mail";
import { removeWay } from "./data/way-commands";
import {
  codeForm,
  demoForm,
  emailForm,
  emptyForm,
  linkForm,
  nextForm,
  providerForm,
  sessionForm,
  wayForm,
} from "./domain/sign-in";

/** Signs in as a person of the demo, where there is one. */
export const demoSignInAction = guestAction(
  demoForm,
  async (viewer, { person, next }, { cookies }) => {
    const device = describeDevice((await headers()).get("user-agent") ?? "");
    cookies.set(sessionCookie.name, await startDemoSession(viewer, person, device), sessionCookie.options);
    redirect(safePath(next, "/account"));
  },
  { limit: limits.demo },
);

/** Leads to an identity provider and, from there, back to where the person wanted to go. */
export const providerSignInAction = guestAction(
  providerForm,
  async (_viewer, { provider, next }) => {
    if (!signInProviders.some(({ id }) => id === provider))
      throw new AppError("not_found", "This way to sign in is not available here.");
    return startSignIn(sendSignInLink, provider, { next: safePath(next, "/account") });
  },
  { limit: limits.signIn },
);

/** Throws limited when too many links were asked for: by a client, by a client for an address, or for an address. */
async function requireMailWithin(address: string): Promise<void> {
  const { client } = requestContext();
  await requireWithin(limits.signInMailByClient, client);
  await requireWithin(limits.signInMailToAddress, `${clientNetwork(client)} ${address}`);
  await requireWithin(limits.signInMailInAll, address);
}

/** Sends a link that signs in; says the same whether or not somebody has an account with the address. */
export const emailSignInAction = guestAction(
  emailForm,
  async (_viewer, { email, next }) => {
    if (!env.emailSignIn) throw new AppError("not_found", "This way to sign in is not available here.");
    await requireMailWithin(email);
    return startSignIn(sendSignInLink, "email", { next: safePath(next, "/account"), email });
  },
  { limit: limits.signIn },
);

/** Signs out in this browser. */
export const signOutAction = guestAction(emptyForm, async (viewer, _input, { cookies }) => {
  await endOwnSession(viewer);
  cookies.set(sessionCookie.name, "", endedSessionCookie);
  redirect("/sign-in?signed-out");
});

/** Signs out in every browser. */
export const signOutEverywhereAction = formAction(emptyForm, async (viewer, _input, { cookies }) => {
  await endEverySession(viewer);
  cookies.set(sessionCookie.name, "", endedSessionCookie);
  redirect("/sign-in?signed-out");
});

/** Ends one of one's own sessions. */
export const endSessionAction = formAction(sessionForm, async (viewer, { session }) => {
  await endSession(viewer, session);
  return { message: "Ended. That browser is signed out." };
});

/** Ends all of one's sessions but this one. */
export const endOtherSessionsAction = formAction(emptyForm, async (viewer) => {
  await endOtherSessions(viewer);
  return { message: "Ended. You are signed in here only." };
});

/** Leads to another provider and adds it to the ways in which one signs in. */
export const linkWayAction = formAction(
  linkForm,
  async (viewer, { provider }, { cookies }) => {
    if (!(await hasProof(viewer))) throw new AppError("forbidden", "Confirm first that it is you.");
    if (!signInProviders.some(({ id }) => id === provider))
      throw new AppError("not_found", "This way to sign in is not available here.");
    const options = { ...sessionCookie.options, maxAge: linkSeconds };
    cookies.set(linkCookie, sealLinkIntent(viewer.person.sessionId), options);
    return startSignIn(sendSignInLink, provider, { next: "/account/sessions" });
  },
  { isSensitive: true },
);

/** Removes one of one's ways to sign in. */
export const removeWayAction = formAction(
  wayForm,
  async (viewer, { way }) => {
    await removeWay(viewer, way.provider, way.accountId);
    return { message: "Removed. It no longer signs you in." };
  },
  { isSensitive: true },
);

/** Confirms that it is still the same person, with a code, and goes on. */
export const confirmByCodeAction = formAction(
  codeForm,
  async (viewer, { code, next }, { cookies }) => {
    cookies.set(sessionCookie.name, await confirmByCode(viewer, code), sessionCookie.options);
    redirect(safePath(next, "/account"));
  },
  { limit: limits.secondFactor },
);

/** Confirms in the demo, where one button is all the proof there is. */
export const confirmInDemoAction = formAction(nextForm, async (viewer, { next }, { cookies }) => {
  cookies.set(sessionCookie.name, await confirmInDemo(viewer), sessionCookie.options);
  redirect(safePath(next, "/account"));
});

/** Leads to one of one's providers to prove there again that it is still the same person. */
export const confirmAtProviderAction = formAction(
  providerForm,
  async (viewer, { provider, next }, { cookies }) => {
    const proofs = await findProofs(viewer);
    if (proofs.kind !== "sign-in" || !proofs.providers.some(({ id }) => id === provider))
      throw new AppError("not_found", "This is not a way in which you sign in.");
    // Else the answer of the provider would only be added to the account, and prove nothing.
    cookies.delete(linkCookie);
    return startSignIn(sendSignInLink, provider, { next: safePath(next, "/account"), confirm: true });
  },
  { limit: limits.signIn },
);

/** Sends a link to one's own address, to prove that it is still the same person. */
export const confirmByMailAction = formAction(
  nextForm,
  async (viewer, { next }, { cookies }) => {
    const proofs = await findProofs(viewer);
    if (proofs.kind !== "sign-in" || proofs.mailAddress === null)
      throw new AppError("not_found", "This is not a way in which you sign in.");
    await requireMailWithin(proofs.mailAddress);
    cookies.delete(linkCookie);
    return startSignIn(sendSignInLink, "email", { next: safePath(next, "/account"), email: proofs.mailAddress });
  },
  { limit: limits.signIn },
);

const secondFactorPage = (next: string, page = "") =>
  `/account/second-factor${page}?next=${encodeURIComponent(safePath(next, "/account"))}`;

/** Makes the secret of a new authenticator, which the page then shows until a code of it was typed. */
export const beginAuthenticatorAction = formAction(
  nextForm,
  async (viewer, { next }, { cookies }) => {
    if (!(await hasProof(viewer))) throw new AppError("forbidden", "Confirm first that it is you.");
    cookies.set(newAuthenticatorCookie.name, sealNewAuthenticator(viewer), newAuthenticatorCookie.options);
    redirect(secondFactorPage(next));
  },
  { isSensitive: true },
);

/** Sets up the new authenticator once a right code of it was typed, and goes on to the recovery codes. */
export const setUpAuthenticatorAction = formAction(
  codeForm,
  async (viewer, { code, next }, { cookies }) => {
    const { name, path } = newAuthenticatorCookie;
    const secret = unsealNewAuthenticator(viewer, cookies.get(name)?.value);
    if (secret === null) throw new AppError("conflict", "This took too long. Open the page again and start anew.");
    cookies.set(sessionCookie.name, await setUpAuthenticator(viewer, secret, code), sessionCookie.options);
    cookies.delete({ name, path });
    redirect(secondFactorPage(next, "/codes"));
  },
  { isSensitive: true, limit: limits.secondFactor },
);

/** Gives up setting up a new authenticator; the one before stays as it is. */
export const cancelAuthenticatorAction = formAction(nextForm, async (_viewer, { next }, { cookies }) => {
  const { name, path } = newAuthenticatorCookie;
  cookies.delete({ name, path });
  redirect(secondFactorPage(next));
});

/** Makes recovery codes anew and shows them, once. */
export const makeRecoveryCodesAction = formAction(
  emptyForm,
  async (viewer) => {
    const codes = await makeRecoveryCodes(viewer);
    return { message: ["These are your recovery codes. Nobody can show them to you again:", ...codes].join("\n") };
  },
  { isSensitive: true },
);

/** Removes one's authenticator and recovery codes. */
export const removeAuthenticatorAction = formAction(
  emptyForm,
  async (viewer) => {
    await removeAuthenticator(viewer);
    redirect("/account/second-factor?removed");
  },
  { isSensitive: true },
);
