import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Role } from "./roles";
import { safePath } from "./safe-path";
import { sessionCookie } from "./session-cookie";
import { findViewerByToken } from "./session-store";
import { Viewer } from "./viewer";

/** Returns on whose behalf the current request is made; a guest's costs nothing. */
export const currentViewer = cache(async (): Promise<Viewer> => {
  const token = (await cookies()).get(sessionCookie.name)?.value;
  if (token === undefined || token === "") return Viewer.guest();
  try {
    return (await findViewerByToken(token)) ?? Viewer.guest();
  } catch (error) {
    throw new AppError("unavailable", "The portal cannot reach its database just now. Try again in a moment.", {
      cause: error,
    });
  }
});

/** Returns the viewer of a room that guests may enter, too; leads to a calm page while the database is away. */
export async function viewerOfRoom(): Promise<Viewer> {
  const viewer = await currentViewer().catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    log.error(error.message, error.cause);
    return null;
  });
  return viewer ?? redirect("/unavailable");
}

/** Returns the path of the current request, to come back to. */
export async function currentPath(): Promise<string> {
  const path = safePath((await headers()).get("x-portal-address"));
  // Next asks for parts of a page under this name.
  return path.replace(/([?&])_rsc=[^&#]*&?/, "$1").replace(/[?&]$/, "");
}

/** Returns the signed-in viewer of a room; leads a guest to the sign-in page and back. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await viewerOfRoom();
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
