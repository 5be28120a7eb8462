import { redirect } from "next/navigation";
import { hasProof } from "@/features/sign-in/data/proof-queries";
import { currentPath } from "@/lib/auth/current-viewer";
import type { Viewer } from "@/lib/auth/viewer";

/** Leads whoever has not proved enough to change their account to where they do, and back. */
export async function requireProof(viewer: Viewer): Promise<void> {
  if (!(await hasProof(viewer))) redirect(`/account/confirm?next=${encodeURIComponent(await currentPath())}`);
}
