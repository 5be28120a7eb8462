import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { listKeptMails, readKeptMail, type KeptMail } from "@/lib/mail/kept-mails";
import { mailFolder } from "@/lib/mail/transport";
import { requestContext } from "@/lib/request-context";
import { isOnThisMachine } from "../domain/mail-state";

/**
 * Tells whether mails are kept in the data folder and the current request comes from somebody who sits at this machine.
 * Mails hold links that sign in, so neither a portal that others can reach, nor a proxy, nor a name that merely leads
 * here (DNS rebinding) will do. Whether somebody has signed in does not matter: the links for that arrive here.
 */
export async function isAskedHere(): Promise<boolean> {
  const asked = (await headers()).get("host");
  const { isForwarded } = requestContext();
  return env.smtpUrl === null && isOnThisMachine({ host: env.host, origin: env.origin, isForwarded, asked });
}

/** Lists the kept mails, the newest first; null for anybody who does not sit at this machine. */
export async function listMailsHere(): Promise<KeptMail[] | null> {
  return (await isAskedHere()) ? listKeptMails(mailFolder) : null;
}

/** Returns a kept mail; null when there is no such mail, and for anybody who does not sit at this machine. */
export async function findMailHere(id: string): Promise<KeptMail | null> {
  return (await isAskedHere()) ? readKeptMail(mailFolder, id) : null;
}
