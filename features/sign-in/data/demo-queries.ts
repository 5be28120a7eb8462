import "server-only";
import { demoPeople } from "@/lib/auth/demo-people";
import { roleLabels } from "@/lib/auth/roles";
import { isAskedHere } from "@/lib/auth/this-machine";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";

/** Lists the people of the demo to whoever sits at this machine; empty where there is no demo. */
export async function listDemoPeople(viewer: Viewer): Promise<{ key: string; name: string; about: string }[]> {
  if (viewer.isSignedIn || !env.isDemo || !(await isAskedHere())) return [];
  return demoPeople.map(({ key, name, roles }) => ({
    key,
    name,
    about: roles.map((role) => roleLabels[role]).join(", ") || "Community member",
  }));
}
