import "server-only";
import { demoPeople } from "@/lib/auth/demo-people";
import { roleLabels } from "@/lib/auth/roles";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";
import { requestContext } from "@/lib/request-context";

/** Lists the people of the demo to whoever sits at this machine; empty where there is no demo. */
export function listDemoPeople(viewer: Viewer): { key: string; name: string; about: string }[] {
  if (viewer.isSignedIn || !env.isDemo || requestContext().isForwarded) return [];
  return demoPeople.map(({ key, name, roles }) => ({
    key,
    name,
    about: roles.map((role) => roleLabels[role]).join(", ") || "Community member",
  }));
}
