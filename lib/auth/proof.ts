import "server-only";
import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/db/database";
import { findAuthenticator } from "./authenticator";
import type { Viewer } from "./viewer";

/**
 * Tells whether a viewer may do what touches the account itself: they proved lately who they are and, where they have an
 * authenticator, with a second factor, so that a stolen mailbox or account elsewhere cannot take the authenticator away.
 */
export async function isProven(viewer: Viewer, database: Database, now = new Date()): Promise<boolean> {
  if (!viewer.isRecent(now)) return false;
  return viewer.person.hasSecondFactor || (await findAuthenticator(database, viewer.person.id)) === null;
}

/** Throws forbidden unless the viewer has proved enough to change the account itself; with the caller's transaction. */
export async function requireProven(viewer: Viewer, tx: Database): Promise<void> {
  if (await isProven(viewer, tx)) return;
  throw new AppError("forbidden", "Confirm first that it is you: open the page again, and it will ask you.");
}
