import { writeLine } from "@/lib/log-line.mjs";
import { requestContext } from "@/lib/request-context";

const about = (error?: unknown) => ({ request: requestContext().id, error });

/**
 * Writes one line of JSON per event, with the id of the request it belongs to. Messages hold nothing personal; what gets
 * into an error all the same, such as an address or a token, is taken out.
 */
export const log = {
  info: (message: string) => writeLine("info", message, about()),
  warn: (message: string, error?: unknown) => writeLine("warn", message, about(error)),
  error: (message: string, error?: unknown) => writeLine("error", message, about(error)),
};
