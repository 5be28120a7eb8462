import "server-only";
import path from "node:path";
import { env } from "@/lib/env";
import { keepIn } from "./kept-mails";
import type { Letter } from "./letter";
import { sendBy } from "./smtp";

/** Takes a letter on its way; throws PermanentFailure when it will never be taken. */
export type Transport = (letter: Letter) => Promise<void>;

/** The folder in which mails are kept when no mail server is set. */
export const mailFolder = path.join(env.dataFolder, "mail");

/** How this portal's mails leave it: by the mail server of the settings, or into that folder when there is none. */
export const transport: Transport = env.smtpUrl === null ? keepIn(mailFolder) : sendBy(env.smtpUrl);
