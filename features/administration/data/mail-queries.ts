import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";
import { mailFolder } from "@/lib/mail/transport";
import { describeMailServer, type MailState } from "../domain/mail-state";
import { areMailsShown } from "./mails-here";
import { requireAdmin } from "./require-admin";

/** Returns where mails go, without the account at the mail server. For admins; throws not_found for anybody else. */
export async function readMailState(viewer: Viewer): Promise<MailState> {
  requireAdmin(viewer);
  return {
    server: describeMailServer(env.smtpUrl),
    from: env.mailFrom,
    folder: env.smtpUrl === null ? mailFolder : null,
    isShownHere: await areMailsShown(),
  };
}
