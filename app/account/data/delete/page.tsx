import type { Metadata } from "next";
import { DeletionForm } from "@/features/account/components/deletion-form";
import { requireViewer } from "@/lib/auth/current-viewer";
import { AccountPage } from "../../account-page";
import { requireProof } from "../../require-proof";

export const metadata: Metadata = { title: "Delete your account", robots: { index: false } };

/** Says what deleting an account means, and deletes it. */
export default async function DeletionPage() {
  const viewer = await requireViewer();
  await requireProof(viewer);
  return (
    <AccountPage viewer={viewer} page="/account/data" title="Delete your account">
      <DeletionForm />
    </AccountPage>
  );
}
