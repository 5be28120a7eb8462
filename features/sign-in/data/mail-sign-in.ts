import "server-only";
import { env } from "@/lib/env";
import { isMailAddress } from "@/lib/mail/address";

/** Tells whether whoever has this address can sign in with a link sent to it. */
export function hasMailSignIn(address: string | null): boolean {
  return env.emailSignIn && address !== null && isMailAddress(address);
}
