import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { RoomPage } from "@/app/room-page";
import { ConfirmOptions } from "@/features/sign-in/components/confirm-options";
import { findProofs, hasProof } from "@/features/sign-in/data/proof-queries";
import { requireViewer } from "@/lib/auth/current-viewer";
import { nextOf } from "../next-of";

export const metadata: Metadata = { title: "Is it still you?", robots: { index: false } };

/** Where people prove again that it is them; leads on at once when nothing is to be proved. */
export default async function ConfirmPage({ searchParams }: PageProps<"/account/confirm">) {
  const viewer = await requireViewer();
  const next = nextOf(await searchParams);
  if (await hasProof(viewer)) {
    const needsFactor = viewer.sleepingRoles.length > 0;
    redirect(needsFactor ? `/account/second-factor?next=${encodeURIComponent(next)}` : next);
  }
  const proofs = await findProofs(viewer);
  return (
    <RoomPage
      title="Is it still you?"
      description="What comes next is sensitive, so it asks you to prove once more who you are."
    >
      <ConfirmOptions proofs={proofs} next={next} />
    </RoomPage>
  );
}
