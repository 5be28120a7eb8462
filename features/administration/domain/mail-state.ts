/** Where mails go: to a server, or into a folder when none is set, and whether those can be read in this browser. */
export type MailState = { server: string | null; from: string; folder: string | null; isShownHere: boolean };

/** Returns the mail server of an address without the account in it; null when there is none. */
export function describeMailServer(smtpUrl: string | null): string | null {
  if (smtpUrl === null) return null;
  const { protocol, host } = new URL(smtpUrl);
  return `${protocol}//${host}`;
}
