import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { RoomPage } from "@/app/room-page";
import { SignInOptions } from "@/features/sign-in/components/sign-in-options";
import { describeProblem } from "@/features/sign-in/domain/sign-in";
import { listDemoPeople } from "@/features/sign-in/data/demo-queries";
import { viewerOfRoom } from "@/lib/auth/current-viewer";
import { signInProviders } from "@/lib/auth/providers";
import { safePath } from "@/lib/auth/safe-path";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** Every way to sign in; leads on at once whoever is signed in already. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const given = await searchParams;
  const next = safePath(textOf(given.next), "/account");
  const viewer = await viewerOfRoom();
  const problem = describeProblem(textOf(given.error));
  if (viewer.isSignedIn && problem === null) redirect(next);
  const providers = signInProviders.map(({ id, label }) => ({ id, label }));
  const demo = await listDemoPeople(viewer);
  const isPossible = providers.length > 0 || env.emailSignIn || demo.length > 0;
  return (
    <RoomPage
      title="Sign in"
      description="Reading needs no account. Sign in to join sessions, report harm, and work here."
    >
      {problem === null ? null : (
        <p role="alert" className="mb-8 rounded-lg border border-danger p-4">
          {problem}
        </p>
      )}
      {given["signed-out"] === undefined ? null : (
        <p role="status" className="mb-8 rounded-lg border border-ok p-4">
          You are signed out in this browser.
        </p>
      )}
      {isPossible ? (
        <SignInOptions providers={providers} hasEmail={env.emailSignIn} demo={demo} next={next} />
      ) : (
        <p>Nobody can sign in here yet: whoever runs this portal has not set up a sign-in provider.</p>
      )}
    </RoomPage>
  );
}
