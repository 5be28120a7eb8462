"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { guestAction } from "@/lib/action";
import { describeDevice } from "@/lib/auth/device";
import { safePath } from "@/lib/auth/safe-path";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { startSignIn } from "@/lib/auth/sign-in";
import { AppError } from "@/lib/errors";
import { env } from "@/lib/env";
import { signInProviders } from "@/lib/auth/providers";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithin } from "@/lib/rate-limit/rate-limit";
import { requestContext } from "@/lib/request-context";
import { endOwnSession, startDemoSession } from "./data/session-commands";
import { sendSignInLink } from "./data/sign-in-mail";
import { demoForm, emailForm, emptyForm, providerForm } from "./domain/sign-in";

/** Signs in as a person of the demo, where there is one. */
export const demoSignInAction = guestAction(
  demoForm,
  async (viewer, { person, next }, { cookies }) => {
    const device = describeDevice((await headers()).get("user-agent") ?? "");
    cookies.set(sessionCookie.name, await startDemoSession(viewer, person, device), sessionCookie.options);
    redirect(safePath(next, "/account"));
  },
  { limit: limits.signIn },
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

/** Sends a link that signs in; says the same whether or not somebody has an account with the address. */
export const emailSignInAction = guestAction(
  emailForm,
  async (_viewer, { email, next }) => {
    if (!env.emailSignIn) throw new AppError("not_found", "This way to sign in is not available here.");
    await requireWithin(limits.signInMailByClient, requestContext().client);
    await requireWithin(limits.signInMailToAddress, email);
    return startSignIn(sendSignInLink, "email", { next: safePath(next, "/account"), email });
  },
  { limit: limits.signIn },
);

/** Signs out in this browser. */
export const signOutAction = guestAction(emptyForm, async (viewer, _input, { cookies }) => {
  await endOwnSession(viewer);
  cookies.delete(sessionCookie.name);
  redirect("/sign-in?signed-out");
});
