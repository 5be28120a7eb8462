import { z } from "zod";
import { isToken, readLocator, readSecret } from "./receipt";

const longestMessage = 10_000;
const longestLine = 500;

// Browsers send a line break as CRLF; PostgreSQL takes no NUL, and half a surrogate is no text.
const tidy = (text: string) => text.replaceAll("\0", "").replace(/\r\n?/g, "\n").toWellFormed().trim();
const textUpTo = (most: number) =>
  z
    .string("Write text here.")
    .default("")
    .transform(tidy)
    .refine((text) => [...text].length <= most, `There is room for ${most.toLocaleString("en")} characters here.`);

const token = z.string("Load the page again.").refine(isToken, "Load the page again.");
const text = textUpTo(longestMessage);

/** What a reporter writes to the Conduct Team. */
export const messageForm = z.object({ token, text: text.refine((given) => given !== "", "Write something first.") });
/** A wish to withdraw, with a reason or without one. */
export const withdrawalForm = z.object({ token, text });
/** Files come beside these fields. */
export const filesForm = z.object({
  token,
  keepOriginals: z
    .enum(["on", ""])
    .default("")
    .transform((value) => value === "on"),
});
/** Who an anonymous reporter is, once they say it. */
export const identityForm = z.object({
  name: textUpTo(longestLine).refine((given) => given !== "", "Write the name by which we may know you."),
  contact: textUpTo(longestMessage),
});

/** What opens the inbox of an anonymous report, as it is typed. */
export const receiptForm = z.object({
  locator: z
    .string()
    .default("")
    .transform((typed, context) => {
      const read = readLocator(typed);
      if (read !== null) return read;
      context.addIssue("A locator has six letters and digits. It stands above the code of your receipt.");
      return z.NEVER;
    }),
  secret: z
    .string()
    .default("")
    .transform((typed, context) => {
      const read = readSecret(typed);
      if (read instanceof Uint8Array) return read;
      context.addIssue(read.problem);
      return z.NEVER;
    }),
});
