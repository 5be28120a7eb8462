import type { AsyncLocalStorage } from "node:async_hooks";

/** What is known of the request that is being answered. */
export type RequestContext = {
  /** Names the request in logs and in the audit log. */
  id: string;
  /** Address of the reader, behind the proxies that the settings name; never logged or stored as it is. */
  client: string;
  /** True when the request says that it came through a proxy, whether the settings know of one or not. */
  isForwarded: boolean;
};

// lib/cli/server.mjs makes it: it sees a request first, and Next loads this module several times.
const slot = globalThis as typeof globalThis & { portalRequests?: AsyncLocalStorage<RequestContext> };

/** Returns what is known of the current request; outside of one, such as in a job, the id is "-" and the client "". */
export function requestContext(): RequestContext {
  return slot.portalRequests?.getStore() ?? { id: "-", client: "", isForwarded: false };
}
