import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { RecoveryCodes } from "@/features/sign-in/components/recovery-codes";
import { findSecondFactor } from "@/features/sign-in/data/second-factor-queries";
import { requireViewer } from "@/lib/auth/current-viewer";
import { AccountPage } from "../../account-page";
import { nextOf } from "../../next-of";
import { requireProof } from "../../require-proof";

export const metadata: Metadata = { title: "Recovery codes", robots: { index: false } };

/** Makes recovery codes, and shows them once. */
export default async function RecoveryCodesPage({ searchParams }: PageProps<"/account/second-factor/codes">) {
  const viewer = await requireViewer();
  await requireProof(viewer);
  const { since, codesLeft } = await findSecondFactor(viewer);
  if (since === null) redirect("/account/second-factor");
  return (
    <AccountPage viewer={viewer} page="/account/second-factor" title="Recovery codes">
      <RecoveryCodes codesLeft={codesLeft} />
      <p>
        <a href={nextOf(await searchParams)} className="text-accent underline">
          Go on
        </a>
      </p>
    </AccountPage>
  );
}
