import { safePath } from "@/lib/auth/safe-path";

/** Returns where a page of the account leads on to, from its address. */
export function nextOf({ next }: Record<string, string | string[] | undefined>): string {
  return safePath(Array.isArray(next) ? next[0] : next, "/account");
}
