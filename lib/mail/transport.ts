import "server-only";
import { env } from "@/lib/env";
import { keepIn } from "./kept-mails";
import type { Letter } from "./letter";
import { sendBy } from "./smtp";

/** Takes a letter on its way; throws PermanentFailure when it will never be taken. */
export type Transport = (letter: Letter) => Promise<void>;

/** How this portal's mails leave it: by the mail server of the settings, or into the data folder when there is none. */
export const transport: Transport = env.smtpUrl === null ? keepIn() : sendBy(env.smtpUrl);
