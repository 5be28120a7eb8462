import "server-only";
import { headers } from "next/headers";

/**
 * Tells whether a page is shown as the answer to a form that was sent without a script: leading away from it would lose
 * what was typed.
 */
export const isSentForm = async (): Promise<boolean> =>
  (await headers()).get("content-type")?.startsWith("multipart/form-data") === true;
