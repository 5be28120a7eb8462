import "server-only";
import { getDatabase } from "@/lib/db/database";
import { queueMail } from "@/lib/mail/queue";

/** Sends the link that signs in whoever reads the mails of an address. */
export async function sendSignInLink(address: string, link: string): Promise<void> {
  await queueMail(await getDatabase(), {
    to: { name: "", address },
    subject: "Your link to sign in",
    paragraphs: [
      "Somebody, most likely you, wants to sign in with this address. Open the link and press the button there. It works once, within 10 minutes.",
      { label: "Sign in", href: link },
      "If it was not you, delete this mail. Nothing happens without the link.",
    ],
  });
}
