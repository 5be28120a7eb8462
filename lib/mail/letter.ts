import { env } from "@/lib/env";
import { compose, type ComposedMail, type MailFrame } from "./compose";
import { plainLine } from "./plain-line";
import type { Mail } from "./queue";

/** A mail as it leaves the portal. */
export type Letter = ComposedMail & {
  /** Names the mail among all that were ever sent; the same at every attempt, so that a second copy is known as one. */
  id: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  /** The links of the text, one by one. */
  links: { label: string; href: string }[];
  headers: Record<string, string>;
};

const longestName = 100;

function listHeaders(unsubscribe: string | undefined): Record<string, string> {
  if (unsubscribe === undefined) return {};
  const list = { "List-Unsubscribe": `<${unsubscribe}>` };
  // RFC 8058 promises that one request to this address is enough, and has it promised for https only.
  return /^https:/i.test(unsubscribe) ? { ...list, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : list;
}

/** Makes a letter of a queued mail, for one job. */
export function writeLetter(mail: Mail, mark: string, jobId: number, frame: MailFrame): Letter {
  return {
    ...compose(mail, frame),
    id: `job-${jobId}.${mark}`,
    from: { name: plainLine(frame.siteName, longestName), address: env.mailFrom },
    to: { name: plainLine(mail.to.name, longestName), address: mail.to.address },
    links: mail.paragraphs.flatMap((each) => (typeof each === "string" ? [] : [each])),
    headers: {
      // RFC 3834: keeps machines from answering with their notices of absence.
      "Auto-Submitted": "auto-generated",
      ...listHeaders(mail.unsubscribe),
    },
  };
}

/** Returns a letter in the words of nodemailer. */
export function messageOf(letter: Letter) {
  const { id, from, to, subject, text, html, headers } = letter;
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return {
    from,
    // Never as text: that would be parsed, and could name more than one recipient.
    to: [to],
    envelope: { from: from.address, to: [to.address] },
    messageId: `<${id}@${domain}>`,
    subject,
    text,
    html,
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
