import { eq } from "drizzle-orm";
import type { Role } from "@/lib/auth/roles";
import { roleGrants, users } from "@/lib/auth/tables";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";

const session = "00000000-0000-4000-8000-000000000002";

/** Returns somebody with these roles in a session with a second factor; makes them when nobody has the address yet. */
export async function personWith(database: Database, name: string, roles: Role[]): Promise<Viewer> {
  const email = `${name.toLowerCase()}@example.org`;
  const id = await database.transaction(async (tx) => {
    const [known] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (known !== undefined) return known.id;
    const [made] = await tx.insert(users).values({ name, email }).returning({ id: users.id });
    if (made === undefined) throw new Error("The person was not written.");
    for (const role of roles)
      await tx.insert(roleGrants).values({ userId: made.id, role, source: "command", state: "active" });
    return made.id;
  });
  return Viewer.ofSession({
    ...{ id, sessionId: session, name, email, zone: null, language: null, isDemo: false, roles },
    ...{ confirmedAt: new Date(), hasSecondFactor: true },
  });
}
