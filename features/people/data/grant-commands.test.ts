import { randomUUID } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { listAudit } from "@/lib/audit/queries";
import { roleGrants, users } from "@/lib/auth/tables";
import type { Role } from "@/lib/auth/roles";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { openMail } from "@/lib/mail/queue";
import { confirmPersonGrant, endPersonGrant, givePersonRole } from "./grant-commands";
import { addPerson, markDeleted, signIn } from "./test-people";

const opened = vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  return { database: null as unknown };
});
vi.mock("@/lib/db/database", async (load) => ({
  ...(await load<typeof import("@/lib/db/database")>()),
  getDatabase: async () => opened.database,
}));

forEachEngine((open) => {
  let database: Database;
  let ari: string;
  let asAri: Viewer;
  let asLea: Viewer;
  let bo: string;
  beforeEach(async () => {
    opened.database = database = await open();
    // Admins of the tests before would count as "another admin".
    await database.update(roleGrants).set({ state: "ended" }).where(ne(roleGrants.state, "ended"));
    ari = await addPerson(database, "Ari", ["admin"]);
    bo = await addPerson(database, "Bo");
    asAri = await signIn(database, ari);
    asLea = await signIn(database, await addPerson(database, "Lea", ["conduct_lead"]));
  });

  const grantsOf = (userId: string) => database.select().from(roleGrants).where(eq(roleGrants.userId, userId));
  const openGrant = async (userId: string, role: Role) => {
    const mine = and(eq(roleGrants.userId, userId), eq(roleGrants.role, role), ne(roleGrants.state, "ended"));
    const [grant] = await database.select().from(roleGrants).where(mine);
    return grant!;
  };
  const rolesOf = async (userId: string) => (await signIn(database, userId)).person.roles;
  const actsAbout = async (userId: string) =>
    (await listAudit(database, { objectKind: "person", objectId: userId, limit: 20 })).map(({ act }) => act);
  const mailsTo = async (userId: string) => {
    const [person] = await database.select().from(users).where(eq(users.id, userId));
    const queued = await database.select().from(jobs).where(eq(jobs.kind, "mail.send")).orderBy(jobs.id);
    const mails = queued.map(({ payload }) => openMail(payload).mail);
    return mails.filter(({ to }) => to.address === person!.email).map(({ subject }) => subject);
  };

  describe("an ordinary role", () => {
    it("works at the next request, is in the audit log, and its person is told", async () => {
      const asBo = await signIn(database, bo);
      expect(asBo.has("organizer")).toBe(false);
      await givePersonRole(asAri, bo, "organizer");
      expect(await rolesOf(bo)).toEqual(["organizer"]);
      expect(await actsAbout(bo)).toEqual(["role.granted"]);
      expect(await mailsTo(bo)).toEqual(["You are now an organizer"]);
    });

    it("stops working when it is ended", async () => {
      await givePersonRole(asAri, bo, "organizer");
      await endPersonGrant(asAri, (await openGrant(bo, "organizer")).id);
      expect(await rolesOf(bo)).toEqual([]);
      expect(await actsAbout(bo)).toEqual(["role.ended", "role.granted"]);
      expect(await mailsTo(bo)).toEqual(["You are now an organizer", "You are not an organizer any more"]);
    });

    it("is given once, however often it is asked for at the same time", async () => {
      const asked = await Promise.allSettled([1, 2, 3].map(() => givePersonRole(asAri, bo, "organizer")));
      expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await grantsOf(bo)).toHaveLength(1);
    });

    it("is not for a conduct lead to give or end, who gets the answer for something that does not exist", async () => {
      await givePersonRole(asAri, bo, "organizer");
      const { id } = await openGrant(bo, "organizer");
      await expect(givePersonRole(asLea, bo, "team_member")).rejects.toMatchObject({ kind: "not_found" });
      await expect(endPersonGrant(asLea, id)).rejects.toMatchObject({ kind: "not_found" });
    });
  });

  describe("a conduct role", () => {
    it("gives nothing until a second person has confirmed it, and works then", async () => {
      await givePersonRole(asAri, bo, "conduct_moderator");
      const { id } = await openGrant(bo, "conduct_moderator");
      expect(await rolesOf(bo)).toEqual([]);
      await expect(confirmPersonGrant(asAri, id)).rejects.toMatchObject({ kind: "forbidden" });
      expect(await rolesOf(bo)).toEqual([]);
      await confirmPersonGrant(asLea, id);
      expect(await rolesOf(bo)).toEqual(["conduct_moderator"]);
      expect(await actsAbout(bo)).toEqual(["role.confirmed", "role.proposed"]);
      expect(await mailsTo(bo)).toEqual(["You were proposed as conduct moderator", "You are now a conduct moderator"]);
    });

    it("is confirmed once, by whoever of two comes first", async () => {
      await givePersonRole(asAri, bo, "conduct_lead");
      const { id } = await openGrant(bo, "conduct_lead");
      const asNoor = await signIn(database, await addPerson(database, "Noor", ["admin"]));
      const results = await Promise.allSettled([confirmPersonGrant(asLea, id), confirmPersonGrant(asNoor, id)]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect((await actsAbout(bo)).filter((act) => act === "role.confirmed")).toHaveLength(1);
    });

    it("is never confirmed by the person concerned, even as admin", async () => {
      const asNoor = await signIn(database, await addPerson(database, "Noor", ["admin"]));
      await givePersonRole(asAri, asNoor.person.id, "conduct_moderator");
      const { id } = await openGrant(asNoor.person.id, "conduct_moderator");
      await expect(confirmPersonGrant(asNoor, id)).rejects.toMatchObject({ kind: "forbidden" });
    });

    it("can be withdrawn by who proposed it and declined by others, and cannot be confirmed after that", async () => {
      await givePersonRole(asAri, bo, "conduct_moderator");
      const { id } = await openGrant(bo, "conduct_moderator");
      await endPersonGrant(asAri, id);
      await expect(confirmPersonGrant(asLea, id)).rejects.toMatchObject({ kind: "not_found" });
      await givePersonRole(asAri, bo, "conduct_moderator");
      await endPersonGrant(asLea, (await openGrant(bo, "conduct_moderator")).id);
      expect(await actsAbout(bo)).toEqual(["role.declined", "role.proposed", "role.withdrawn", "role.proposed"]);
      expect(await rolesOf(bo)).toEqual([]);
    });

    it("is ended by one lead at once", async () => {
      const chi = await addPerson(database, "Chi", ["conduct_moderator"]);
      await endPersonGrant(asLea, (await openGrant(chi, "conduct_moderator")).id);
      expect(await rolesOf(chi)).toEqual([]);
    });
  });

  describe("the role of admin", () => {
    it("goes from one of two admins when both end each other's at once", async () => {
      const asNoor = await signIn(database, await addPerson(database, "Noor", ["admin"]));
      const [ofAri, ofNoor] = [await openGrant(ari, "admin"), await openGrant(asNoor.person.id, "admin")];
      const results = await Promise.allSettled([endPersonGrant(asAri, ofNoor.id), endPersonGrant(asNoor, ofAri.id)]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect([...(await rolesOf(ari)), ...(await rolesOf(asNoor.person.id))]).toEqual(["admin"]);
    });

    it("decides nothing any more in a request that began before it ended", async () => {
      const asNoor = await signIn(database, await addPerson(database, "Noor", ["admin"]));
      await addPerson(database, "Third", ["admin"]);
      await endPersonGrant(asAri, (await openGrant(asNoor.person.id, "admin")).id);
      await expect(givePersonRole(asNoor, bo, "organizer")).rejects.toMatchObject({ kind: "not_found" });
      expect(await grantsOf(bo)).toEqual([]);
    });

    it("is not given up by the last admin, and is by any other", async () => {
      const { id } = await openGrant(ari, "admin");
      await expect(endPersonGrant(asAri, id)).rejects.toMatchObject({ kind: "conflict" });
      await addPerson(database, "Noor", ["admin"]);
      await endPersonGrant(asAri, id);
      expect(await rolesOf(ari)).toEqual([]);
    });
  });

  it("nobody gives a role to themselves, and everybody may give one up", async () => {
    await expect(givePersonRole(asAri, ari, "organizer")).rejects.toMatchObject({ kind: "forbidden" });
    await givePersonRole(asAri, bo, "organizer");
    await endPersonGrant(await signIn(database, bo), (await openGrant(bo, "organizer")).id);
    expect(await rolesOf(bo)).toEqual([]);
  });

  it("a deleted person gets no role, and none that was proposed before", async () => {
    await givePersonRole(asAri, bo, "conduct_moderator");
    const { id } = await openGrant(bo, "conduct_moderator");
    await markDeleted(database, bo);
    await expect(givePersonRole(asAri, bo, "organizer")).rejects.toMatchObject({ kind: "forbidden" });
    await expect(confirmPersonGrant(asLea, id)).rejects.toMatchObject({ kind: "forbidden" });
  });

  it.each([randomUUID(), "", "1", "'; drop table person"])("an id that was made up leads nowhere: %s", async (id) => {
    await expect(givePersonRole(asAri, id, "organizer")).rejects.toMatchObject({ kind: "not_found" });
    await expect(confirmPersonGrant(asAri, id)).rejects.toMatchObject({ kind: "not_found" });
    await expect(endPersonGrant(asAri, id)).rejects.toMatchObject({ kind: "not_found" });
  });

  it("members and guests are answered as if there were nothing to change", async () => {
    const { id } = await openGrant(ari, "admin");
    for (const viewer of [await signIn(database, bo), Viewer.guest()]) {
      await expect(givePersonRole(viewer, bo, "organizer")).rejects.toMatchObject({ kind: "not_found" });
      await expect(confirmPersonGrant(viewer, id)).rejects.toMatchObject({ kind: "not_found" });
      await expect(endPersonGrant(viewer, id)).rejects.toMatchObject({ kind: "not_found" });
    }
    expect(await rolesOf(ari)).toEqual(["admin"]);
  });

  it("a person whose address mail cannot reach keeps nobody from changing their roles", async () => {
    await database
      .update(users)
      .set({ email: `weird ${bo}@localhost` })
      .where(eq(users.id, bo));
    await givePersonRole(asAri, bo, "organizer");
    expect(await rolesOf(bo)).toEqual(["organizer"]);
    expect(await mailsTo(bo)).toEqual([]);
  });
});
