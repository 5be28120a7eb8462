import "server-only";
import { and, eq, gte, or, type SQL } from "drizzle-orm";
import type { Viewer } from "@/lib/auth/viewer";
import { identityRequests } from "./report-tables";

const openMilliseconds = 24 * 60 * 60 * 1000;

/** Returns the condition under which the word of two people opens an identity: to those two, for a day. */
export function isOpenFor(viewer: Viewer): SQL | undefined {
  return and(
    gte(identityRequests.allowedAt, new Date(Date.now() - openMilliseconds)),
    or(eq(identityRequests.askedBy, viewer.person.id), eq(identityRequests.allowedBy, viewer.person.id)),
  );
}
