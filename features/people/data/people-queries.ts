import "server-only";
import { and, asc, count, desc, eq, inArray, isNull, ne, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Role } from "@/lib/auth/roles";
import { roleGrants, sessions, users, type GrantSource, type GrantState } from "@/lib/auth/tables";
import type { Viewer } from "@/lib/auth/viewer";
import { getDatabase, type Database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { endingOf, managedRoles, mayEnd, whyNotConfirm, whyNotGive, type Asker } from "../domain/grant";
import { isId, type PeopleFilter } from "../domain/people-filter";
import { askerOf, nothingHere } from "./asker";

/** A person as a list shows them; the e-mail address is for admins only. */
export type ListedPerson = { id: string; name: string; email: string | null; roles: Role[] };
/** A grant with what the viewer may do about it. */
export type ShownGrant = {
  id: string;
  person: { id: string; name: string };
  role: Role;
  state: GrantState;
  source: GrantSource;
  sourceKey: string;
  proposedBy: string | null;
  proposedAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  endedBy: string | null;
  endedAt: Date | null;
  /** Why the viewer may not confirm it; null when they may. */
  confirmRefusal: string | null;
  ending: ReturnType<typeof endingOf> | null;
};
/** A person with everything that the viewer may see and do. */
export type ShownPerson = ListedPerson & {
  joinedAt: Date;
  isDeleted: boolean;
  /** In how many browsers the person is signed in; null when it is not the viewer's business. */
  browsers: number | null;
  /** Not over first, the latest first. */
  grants: ShownGrant[];
  givable: Role[];
  /** Why nothing can be given; null when it can. */
  giveRefusal: string | null;
};

const pageSize = 50;
// More than ever wait at once; a flood of claims must not make the page endless.
const mostProposals = 100;

const isKnown = env.isDemo ? undefined : eq(users.isDemo, false);

function requireManaged(viewer: Viewer): { asker: Exclude<Asker, "operator">; managed: readonly Role[] } {
  const asker = askerOf(viewer);
  const managed = managedRoles(asker);
  if (managed.length === 0) throw nothingHere();
  return { asker, managed };
}

// Written out: in a select from one table, drizzle would leave the table's name away, and mean the inner one.
const thisPerson = sql`${users}.${sql.identifier(users.id.name)}`;

const rolesAmong = (managed: readonly Role[]) => sql<Role[]>`array(
  select distinct ${roleGrants.role} from ${roleGrants}
  where ${roleGrants.userId} = ${thisPerson} and ${roleGrants.state} = 'active'
    and ${inArray(roleGrants.role, [...managed])} order by 1)`;

function conditionOf(filter: PeopleFilter, managed: readonly Role[], hasEmail: boolean): SQL | undefined {
  const { search, role, after } = filter;
  const holds = (column: typeof users.name | typeof users.email) => sql`strpos(lower(${column}), lower(${search})) > 0`;
  return and(
    isKnown,
    isNull(users.deletedAt),
    search === "" ? undefined : or(holds(users.name), hasEmail ? holds(users.email) : undefined),
    role === null
      ? undefined
      : sql`exists (select from ${roleGrants} where ${roleGrants.userId} = ${thisPerson}
          and ${roleGrants.state} = 'active' and ${roleGrants.role} = ${managed.includes(role) ? role : ""})`,
    after === null
      ? undefined
      : sql`(lower(${users.name}), ${users.id}) > (
          select lower(previous.name), previous.id from ${users} previous where previous.id = ${after})`,
  );
}

/**
 * Finds people by name (admins: and by e-mail address) and role, in the order of their names, and tells whether there
 * are more. For admins and conduct leads, who see the conduct roles only; throws not_found for anybody else.
 */
export async function findPeople(
  viewer: Viewer,
  filter: PeopleFilter,
): Promise<{ people: ListedPerson[]; hasMore: boolean }> {
  const { asker, managed } = requireManaged(viewer);
  const database = await getDatabase();
  const rows = await database
    .select({ id: users.id, name: users.name, email: users.email, roles: rolesAmong(managed) })
    .from(users)
    .where(conditionOf(filter, managed, asker.isAdmin))
    .orderBy(sql`lower(${users.name})`, users.id)
    .limit(pageSize + 1);
  const people = rows.slice(0, pageSize).map((row) => ({ ...row, email: asker.isAdmin ? row.email : null }));
  return { people, hasMore: rows.length > pageSize };
}

async function readGrants(database: Database, asker: Asker, where: SQL | undefined): Promise<ShownGrant[]> {
  const [proposer, confirmer, ender] = [alias(users, "proposer"), alias(users, "confirmer"), alias(users, "ender")];
  const rows = await database
    .select({
      grant: roleGrants,
      person: { id: users.id, name: users.name, deletedAt: users.deletedAt },
      proposer: proposer.name,
      confirmer: confirmer.name,
      ender: ender.name,
    })
    .from(roleGrants)
    .innerJoin(users, eq(users.id, roleGrants.userId))
    .leftJoin(proposer, eq(proposer.id, roleGrants.proposedBy))
    .leftJoin(confirmer, eq(confirmer.id, roleGrants.confirmedBy))
    .leftJoin(ender, eq(ender.id, roleGrants.endedBy))
    .where(and(where, isKnown))
    .orderBy(asc(sql`${roleGrants.state} = 'ended'`), desc(roleGrants.proposedAt), desc(roleGrants.id))
    .limit(mostProposals);
  return rows.map(({ grant, person, ...names }) => {
    const { id, role, state, source, sourceKey, proposedAt, confirmedAt, endedAt } = grant;
    const subject = { id: person.id, isDeleted: person.deletedAt !== null };
    return {
      ...{ id, role, state, source, sourceKey, proposedAt, confirmedAt, endedAt },
      person: { id: person.id, name: person.name },
      proposedBy: names.proposer,
      confirmedBy: names.confirmer,
      endedBy: names.ender,
      confirmRefusal: whyNotConfirm(asker, grant, subject),
      ending: state !== "ended" && mayEnd(asker, grant) ? endingOf(asker, grant) : null,
    };
  });
}

/** Lists the roles that wait for a second person, the latest first; for whom is as in findPeople. */
export async function listProposals(viewer: Viewer): Promise<ShownGrant[]> {
  const { asker, managed } = requireManaged(viewer);
  const isWaiting = and(eq(roleGrants.state, "proposed"), inArray(roleGrants.role, [...managed]));
  return readGrants(await getDatabase(), asker, and(isWaiting, isNull(users.deletedAt)));
}

/** Lists the roles that the viewer holds or is proposed for, with what they may do about each; throws forbidden for a guest. */
export async function listOwnGrants(viewer: Viewer): Promise<ShownGrant[]> {
  const isOwn = and(eq(roleGrants.userId, viewer.person.id), ne(roleGrants.state, "ended"));
  return readGrants(await getDatabase(), askerOf(viewer), isOwn);
}

async function countBrowsers(database: Database, personId: string): Promise<number> {
  const isOpen = and(eq(sessions.userId, personId), sql`${sessions.expiresAt} > now()`);
  const [row] = await database.select({ browsers: count() }).from(sessions).where(isOpen);
  return row?.browsers ?? 0;
}

/**
 * Returns a person with their roles, past and present. For admins and conduct leads, who see the conduct roles only;
 * throws not_found for anybody else, and in the same way for an unknown person.
 */
export async function findShownPerson(viewer: Viewer, personId: string): Promise<ShownPerson> {
  const { asker, managed } = requireManaged(viewer);
  if (!isId(personId)) throw nothingHere();
  const database = await getDatabase();
  const [row] = await database
    .select()
    .from(users)
    .where(and(eq(users.id, personId), isKnown));
  if (row === undefined || (row.deletedAt !== null && !asker.isAdmin)) throw nothingHere();
  const isTheirs = and(eq(roleGrants.userId, personId), inArray(roleGrants.role, [...managed]));
  const grants = await readGrants(database, asker, isTheirs);
  const open = grants.filter(({ state }) => state !== "ended");
  const isDeleted = row.deletedAt !== null;
  return {
    ...{ id: row.id, name: row.name, joinedAt: row.createdAt, isDeleted, grants },
    email: asker.isAdmin ? row.email : null,
    roles: open.flatMap(({ role, state }) => (state === "active" ? [role] : [])),
    browsers: asker.isAdmin ? await countBrowsers(database, personId) : null,
    givable: managed.filter((role) => !open.some((grant) => grant.role === role)),
    giveRefusal: whyNotGive(asker, { id: personId, isDeleted }),
  };
}
