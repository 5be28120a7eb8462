import "server-only";
import { hkdfSync } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "@/lib/db/database";
import { visit } from "@/lib/db/doors";
import { fileParts, files } from "./report-tables";

/** Returns an id that follows from the token of a form; only whoever has the token knows it. */
function idOf(token: string, purpose: "uploads" | "draft"): string {
  const bytes = Buffer.from(hkdfSync("sha256", token, "devrel-portal", purpose, 16));
  // The marks of a random UUID (RFC 9562, 5.4).
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Returns the id under which the files of a form wait that is not sent yet. */
export const uploadOwnerOf = (token: string): string => idOf(token, "uploads");

/** Returns the id of the draft of a form. */
export const draftIdOf = (token: string): string => idOf(token, "draft");

/**
 * Gives the files of a form to the report it became; without the originals, which may say who took them, unless they
 * are to be kept. In the transaction that writes the report.
 */
export async function claimUploads(
  tx: Database,
  token: string,
  reportId: string,
  keepsOriginals: boolean,
): Promise<void> {
  await visit(tx, "inbox", uploadOwnerOf(token));
  const waiting = await tx
    .select({ id: files.id, hasCopy: files.hasCopy })
    .from(files)
    .where(eq(files.ownerId, uploadOwnerOf(token)));
  // A file of which there is no safe copy has nothing but its original.
  const bare = waiting.filter(({ hasCopy }) => hasCopy && !keepsOriginals).map(({ id }) => id);
  if (bare.length > 0) {
    await tx.delete(fileParts).where(and(inArray(fileParts.fileId, bare), eq(fileParts.kind, "original")));
    // Its hash, too: whoever has the picture could tell that it is this one.
    await tx.update(files).set({ hasOriginal: false, sha256: "" }).where(inArray(files.id, bare));
  }
  const ids = waiting.map(({ id }) => id);
  // Through neither door a file can be seen both before and after.
  await visit(tx, "system", "");
  if (ids.length > 0) await tx.update(files).set({ ownerId: reportId, expiresOn: null }).where(inArray(files.id, ids));
  await visit(tx, "inbox", reportId);
}
