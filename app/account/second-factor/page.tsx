import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getPublishedSiteFrame } from "@/features/facts/data/site-frame";
import { AuthenticatorSetUp } from "@/features/sign-in/components/authenticator-set-up";
import { SecondFactor } from "@/features/sign-in/components/second-factor";
import { newAuthenticatorCookie, unsealNewAuthenticator } from "@/features/sign-in/data/new-authenticator";
import { findSecondFactor } from "@/features/sign-in/data/second-factor-queries";
import { authenticatorAddress } from "@/lib/auth/authenticator";
import { requireViewer } from "@/lib/auth/current-viewer";
import { AccountPage } from "../account-page";
import { nextOf } from "../next-of";
import { requireProof } from "../require-proof";

export const metadata: Metadata = { title: "Second factor", robots: { index: false } };

/** Sets up, replaces or removes the authenticator app of a person. */
export default async function SecondFactorPage({ searchParams }: PageProps<"/account/second-factor">) {
  const viewer = await requireViewer();
  await requireProof(viewer);
  const given = await searchParams;
  const { email, name, zone } = viewer.person;
  const secret = unsealNewAuthenticator(viewer, (await cookies()).get(newAuthenticatorCookie.name)?.value);
  const factor = await findSecondFactor(viewer);
  const address = secret === null ? null : authenticatorAddress(secret, getPublishedSiteFrame().name, email ?? name);
  return (
    <AccountPage viewer={viewer} page="/account/second-factor" title="Second factor">
      {given.removed === undefined ? null : (
        <p role="status" className="rounded-lg border border-ok p-4">
          Removed. Your account has no second factor any more.
        </p>
      )}
      {secret === null || address === null ? null : (
        <AuthenticatorSetUp address={address} secret={secret} next={nextOf(given)} />
      )}
      {secret !== null ? null : <SecondFactor factor={factor} zone={zone ?? "UTC"} next={nextOf(given)} />}
    </AccountPage>
  );
}
