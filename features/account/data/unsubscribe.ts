import "server-only";
import { signInOrigin } from "@/lib/auth/session-cookie";
import { getDatabase } from "@/lib/db/database";
import { seal, unseal } from "@/lib/secrets";
import { changeCommunityMails } from "./community-mails";

const place = "unsubscribe community";
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** Returns the address by which a person ends community mails without signing in; for the mail to that person only. */
export function unsubscribeLink(userId: string): string {
  return `${signInOrigin}/unsubscribe?t=${seal("mail-link", place, userId)}`;
}

/** Returns whom a link of a mail is about; null when it is not whole or not ours. */
export function readUnsubscribeToken(token: string): string | null {
  try {
    const id = unseal("mail-link", place, token);
    return isId(id) ? id : null;
  } catch {
    return null;
  }
}

/** Ends the community mails of the person a link is about (RFC 8058); returns false when it is not whole or not ours. */
export async function unsubscribe(token: string): Promise<boolean> {
  const id = readUnsubscribeToken(token);
  if (id === null) return false;
  const database = await getDatabase();
  await database.transaction((tx) => changeCommunityMails(tx, { kind: "guest" }, id, false));
  return true;
}
