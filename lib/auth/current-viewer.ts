import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Role } from "./roles";
import { safePath } from "./safe-path";
import { sessionCookie } from "./session-cookie";
import { findViewerByToken } from "./session-store";
import { Viewer } from "./viewer";

/** Returns on whose behalf the current request is made; a guest's costs nothing. */
export const currentViewer = cache(async (): Promise<Viewer> => {
  const token = (await cookies()).get(sessionCookie.name)?.value;
  return token === undefined || token === "" ? Viewer.guest() : ((await findViewerByToken(token)) ?? Viewer.guest());
});

/** Returns the path of the current request, to come back to. */
export async function currentPath(): Promise<string> {
  return safePath((await headers()).get("x-portal-address"));
}

/** Returns the signed-in viewer of a room; leads a guest to the sign-in page and back. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer();
  if (!viewer.isSignedIn) redirect(`/sign-in?next=${encodeURIComponent(await currentPath())}`);
  return viewer;
}

/**
 * Returns the viewer of a room that only some roles may enter. Everybody else gets the answer of a
 * page that does not exist; leads to the second factor when that is all that is missing.
 */
export async function requireRole(...roles: Role[]): Promise<Viewer> {
  const viewer = await requireViewer();
  if (roles.some((role) => viewer.has(role))) return viewer;
  if (viewer.sleepingRoles.some((role) => roles.includes(role)))
    redirect(`/account/confirm?next=${encodeURIComponent(await currentPath())}`);
  notFound();
}
