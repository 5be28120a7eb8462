import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";
import { requestContext } from "@/lib/request-context";
import { isLoopback } from "@/lib/settings.mjs";

/** Who can reach the portal, and as what it was asked. */
export type Reach = { host: string; origin: string | null; isForwarded: boolean; asked: string | null };

const isLocalAddress = (address: string) => URL.canParse(address) && isLoopback(new URL(address).hostname);

/** Tells whether a request can only have come from the machine the portal runs on. */
export function isOnThisMachine({ host, origin, isForwarded, asked }: Reach): boolean {
  return (
    isLoopback(host) &&
    (origin === null || isLocalAddress(origin)) &&
    !isForwarded &&
    asked !== null &&
    isLocalAddress(`http://${asked}`)
  );
}

/**
 * Tells whether somebody who sits at this machine made the current request: not through a proxy, and not by a name
 * that merely leads here (DNS rebinding).
 */
export async function isAskedHere(): Promise<boolean> {
  const asked = (await headers()).get("host");
  const { isForwarded } = requestContext();
  return isOnThisMachine({ host: env.host, origin: env.origin, isForwarded, asked });
}
