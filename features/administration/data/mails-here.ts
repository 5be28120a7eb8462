import "server-only";
import { isAskedHere } from "@/lib/auth/this-machine";
import { env } from "@/lib/env";
import { listKeptMails, readKeptMail, type KeptMail } from "@/lib/mail/kept-mails";
import { mailFolder } from "@/lib/mail/transport";

/**
 * Tells whether mails are kept in the data folder and whoever asks sits at this machine: mails hold links that sign in.
 * Whether somebody has signed in does not matter: the links for that arrive here.
 */
export async function areMailsShown(): Promise<boolean> {
  return env.smtpUrl === null && (await isAskedHere());
}

/** Lists the kept mails, the newest first; null for anybody who does not sit at this machine. */
export async function listMailsHere(): Promise<KeptMail[] | null> {
  return (await areMailsShown()) ? listKeptMails(mailFolder) : null;
}

/** Returns a kept mail; null when there is no such mail, and for anybody who does not sit at this machine. */
export async function findMailHere(id: string): Promise<KeptMail | null> {
  return (await areMailsShown()) ? readKeptMail(mailFolder, id) : null;
}
