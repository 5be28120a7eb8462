import "server-only";
import { actorOf, audit } from "@/lib/audit/audit";
import { signInOrigin } from "@/lib/auth/session-cookie";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase } from "@/lib/db/database";
import { AppError } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { requireAdmin } from "./require-admin";

/** Queues a mail to the viewer, to see whether mails arrive. For admins; throws invalid when mail cannot reach them. */
export async function sendTestMail(viewer: Viewer): Promise<string> {
  requireAdmin(viewer);
  const { id, name, email } = viewer.person;
  if (email === null) throw new AppError("invalid", "Your account has no e-mail address to send it to.");
  const database = await getDatabase();
  await database.transaction(async (tx) => {
    await queueMail(tx, {
      to: { name, address: email },
      subject: "A test mail from the portal",
      paragraphs: [
        "This is the test mail that you asked for. The portal's mails reach you.",
        { label: "Back to the mail page", href: `${signInOrigin}/admin/mail` },
      ],
    });
    await audit(tx, { actor: actorOf(viewer), act: "mail.tested", object: { kind: "person", id } });
  });
  return email;
}
