import { isLoopback } from "@/lib/settings.mjs";

/** Where mails go: to a server, or into a folder when none is set, and whether those can be read in this browser. */
export type MailState = { server: string | null; from: string; folder: string | null; isShownHere: boolean };
/** Who can reach the portal, and as what it was asked. */
export type Reach = { host: string; origin: string | null; isForwarded: boolean; asked: string | null };

/** Returns the mail server of an address without the account in it; null when there is none. */
export function describeMailServer(smtpUrl: string | null): string | null {
  if (smtpUrl === null) return null;
  const { protocol, host } = new URL(smtpUrl);
  return `${protocol}//${host}`;
}

/** Tells whether a request can only have come from the machine the portal runs on. */
export function isOnThisMachine({ host, origin, isForwarded, asked }: Reach): boolean {
  const isLocalAddress = (address: string) => URL.canParse(address) && isLoopback(new URL(address).hostname);
  return (
    isLoopback(host) &&
    (origin === null || isLocalAddress(origin)) &&
    !isForwarded &&
    asked !== null &&
    isLocalAddress(`http://${asked}`)
  );
}
