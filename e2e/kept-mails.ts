import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const keptMail = z.object({ to: z.unknown(), subject: z.string(), text: z.string() });

/** Returns the mails that a portal without a mail server has kept in its data folder. */
export function keptMailsOf(portal: { folder: string }): { to: string; subject: string; text: string }[] {
  const folder = path.join(portal.folder, "data/mail");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => keptMail.parse(JSON.parse(readFileSync(path.join(folder, file), "utf8"))))
    .map((mail) => ({ ...mail, to: JSON.stringify(mail.to) }));
}

/** Returns the link to sign in of the newest mail to an address; undefined while there is none. */
export function signInLinkTo(portals: { folder: string }[], address: string): string | undefined {
  const mail = portals
    .flatMap(keptMailsOf)
    .filter(({ to }) => to.includes(address))
    .at(-1);
  return mail && /http\S+\/sign-in\/link\S+/.exec(mail.text)?.[0];
}
