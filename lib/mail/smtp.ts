import "server-only";
import { createTransport, type NodemailerError } from "nodemailer";
import { PermanentFailure } from "@/lib/jobs/failure";
import { isLoopback } from "@/lib/settings.mjs";
import { messageOf, type Letter } from "./letter";

/** How long a mail server may take, in milliseconds: to be reached, and for everything. */
type Patience = { connect: number; whole: number };

// Less than the thirty seconds in which an ending portal finishes its jobs and takes its last snapshot.
const usualPatience: Patience = { connect: 10_000, whole: 20_000 };

// A wrong password or a missing encryption is for the operator to mend; the mails wait for it.
const aboutThePortal = [530, 534, 535, 538];
const aboutTheMail = ["MAIL FROM", "RCPT TO", "DATA"];

function isFinal(error: NodemailerError): boolean {
  const { permanent, responseCode = 0, command = "" } = error;
  return permanent === true && aboutTheMail.includes(command) && !aboutThePortal.includes(responseCode);
}

/**
 * Returns what sends letters by a mail server. Encryption is required, unless the server is this machine. A refusal of
 * the letter itself (5xx, RFC 5321, 4.2.1) throws PermanentFailure; whatever may pass throws what nodemailer throws.
 */
export function sendBy(smtpUrl: string, { connect, whole } = usualPatience): (letter: Letter) => Promise<void> {
  const isLocal = isLoopback(new URL(smtpUrl).hostname);
  const smtp = createTransport({
    url: smtpUrl,
    requireTLS: !isLocal,
    // A mail server on this machine has mostly made its certificate itself, and needs to prove nothing.
    tls: { rejectUnauthorized: !isLocal },
    connectionTimeout: connect,
    greetingTimeout: connect,
    dnsTimeout: connect,
    socketTimeout: whole,
  });
  return async (letter) => {
    try {
      await smtp.sendMail({ ...messageOf(letter), signal: AbortSignal.timeout(whole) });
    } catch (error) {
      if (error instanceof Error && isFinal(error)) throw new PermanentFailure(error.message, { cause: error });
      throw error;
    }
  };
}
