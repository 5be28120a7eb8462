import { redirect } from "next/navigation";
import { currentPath, requireViewer } from "@/lib/auth/current-viewer";
import { conductRoles } from "@/lib/auth/roles";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";

/**
 * Returns the viewer of a room of the desk; leads a guest to the sign-in page, and whoever has not shown a second
 * factor to it. What they may see there is decided where it is read: some come in by one task only.
 */
export async function enterDesk(): Promise<Viewer> {
  const viewer = await requireViewer();
  const next = `next=${encodeURIComponent(await currentPath())}`;
  if (viewer.sleepingRoles.some((role) => conductRoles.includes(role))) redirect(`/account/confirm?${next}`);
  const { email, hasSecondFactor } = viewer.person;
  // No role of theirs would say that something is missing.
  const isContact = env.conductEscalation !== null && email === env.conductEscalation;
  if (isContact && !hasSecondFactor) redirect(`/account/second-factor?${next}`);
  return viewer;
}
