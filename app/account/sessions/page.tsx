import type { Metadata } from "next";
import { SessionList } from "@/features/sign-in/components/session-list";
import { WayList } from "@/features/sign-in/components/way-list";
import { hasProof } from "@/features/sign-in/data/proof-queries";
import { listSessions } from "@/features/sign-in/data/session-queries";
import { listWays } from "@/features/sign-in/data/way-queries";
import { requireViewer } from "@/lib/auth/current-viewer";
import { AccountPage } from "../account-page";

export const metadata: Metadata = { title: "Signing in", robots: { index: false } };

/** Where a person is signed in, and in which ways they sign in. */
export default async function SessionsPage() {
  const viewer = await requireViewer();
  const { zone, isDemo } = viewer.person;
  const [sessions, ways] = [await listSessions(viewer), await listWays(viewer)];
  const confirmHref = (await hasProof(viewer)) ? null : "/account/confirm?next=/account/sessions";
  return (
    <AccountPage viewer={viewer} page="/account/sessions" title="Signing in">
      <SessionList sessions={sessions} zone={zone ?? "UTC"} />
      <WayList ways={ways} {...{ zone: zone ?? "UTC", isDemo, confirmHref }} />
    </AccountPage>
  );
}
