import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { verifyAudit } from "@/lib/audit/verify";
import { newAuthenticatorSecret, keepAuthenticator } from "@/lib/auth/authenticator";
import { replaceRecoveryCodes } from "@/lib/auth/recovery-codes";
import { users, verificationTokens } from "@/lib/auth/tables";
import {
  addWay,
  isSignedIn,
  openConnections,
  serveDatabase,
  signInAgain,
  signInNewPerson,
} from "@/lib/auth/test-people";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { listStoredTables } from "@/lib/db/stored-tables";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { openMail } from "@/lib/mail/queue";
import { deleteAccount } from "./deletion-commands";
import { exportPerson } from "./export-queries";
import { saveNotifications, saveProfile } from "./profile-commands";
import { findNotifications } from "./profile-queries";
import { unsubscribe, unsubscribeLink } from "./unsubscribe";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
});

const rowOf = async (database: Database, viewer: Viewer) => {
  const [row] = await database.select().from(users).where(eq(users.id, viewer.person.id));
  return row!;
};

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));

  /** Everything in the database, as text. */
  async function everything(): Promise<string> {
    const texts: string[] = [];
    for (const { name } of await listStoredTables(database)) {
      const { rows } = (await database.execute(sql`select * from ${sql.identifier(name)}`)) as { rows: unknown[] };
      texts.push(JSON.stringify(rows));
    }
    return texts.join("\n");
  }
  const mailsTo = async (address: string) => {
    const rows = await database.select().from(jobs).orderBy(asc(jobs.id));
    return rows.map(({ payload }) => openMail(payload).mail).filter(({ to }) => to.address === address);
  };

  describe("a profile", () => {
    it("is saved for its person and nobody else", async () => {
      const [viewer, other] = [await signInNewPerson(database), await signInNewPerson(database)];
      await saveProfile(viewer, { name: "عادا 🙂", zone: "Asia/Tokyo", language: "ja" });
      expect(await rowOf(database, viewer)).toMatchObject({ name: "عادا 🙂", zone: "Asia/Tokyo", language: "ja" });
      expect(await rowOf(database, other)).toMatchObject({ name: "Ada", zone: null, language: null });
    });

    it("of a demo person keeps the mark of the demo", async () => {
      const viewer = await signInNewPerson(database, { name: "Bo (demo)" });
      const demo = Viewer.ofSession({ ...viewer.person, isDemo: true });
      await saveProfile(demo, { name: "The Director", zone: null, language: null });
      expect((await rowOf(database, viewer)).name).toBe("The Director (demo)");
    });

    it("is no guest's", async () => {
      const profile = { name: "A", zone: null, language: null };
      await expect(saveProfile(Viewer.guest(), profile)).rejects.toMatchObject({ kind: "forbidden" });
    });
  });

  describe("community mails", () => {
    it("are switched off and on by their person, and security mails stay", async () => {
      const viewer = await signInNewPerson(database);
      await saveNotifications(viewer, { community: false });
      expect(await findNotifications(viewer)).toEqual({ security: true, community: false });
      await saveNotifications(viewer, { community: true });
      expect(await findNotifications(viewer)).toEqual({ security: true, community: true });
    });

    it("end by the link of a mail, as often as it is used", async () => {
      const [viewer, other] = [await signInNewPerson(database), await signInNewPerson(database)];
      const token = new URL(unsubscribeLink(viewer.person.id)).searchParams.get("t") ?? "";
      expect(await unsubscribe(token)).toBe(true);
      expect(await unsubscribe(token)).toBe(true);
      expect((await findNotifications(viewer)).community).toBe(false);
      expect((await findNotifications(other)).community).toBe(true);
    });

    it.each(["", "x", "x.y", "a".repeat(10_000)])("do not end by a link that was cut or made up: %#", async (token) => {
      expect(await unsubscribe(token)).toBe(false);
    });

    it("do not end by a link in which one character was changed", async () => {
      const viewer = await signInNewPerson(database);
      const token = new URL(unsubscribeLink(viewer.person.id)).searchParams.get("t") ?? "";
      const middle = Math.floor(token.length / 2);
      const other = token[middle] === "A" ? "B" : "A";
      expect(await unsubscribe(`${token.slice(0, middle)}${other}${token.slice(middle + 1)}`)).toBe(false);
      expect((await findNotifications(viewer)).community).toBe(true);
    });
  });

  /** Somebody about whom something stands in every table. */
  async function wellKnownPerson(name: string, email: string, zone = "Asia/Kathmandu") {
    const viewer = await signInNewPerson(database, { name, email, roles: ["team_member"] });
    const { id } = viewer.person;
    await signInAgain(database, id, { device: "Safari on iOS" });
    await addWay(database, viewer, "github", `github-of-${name}`);
    await database
      .insert(verificationTokens)
      .values({ identifier: email, tokenHash: `link of ${id}`, expiresAt: new Date(Date.now() + 60_000) });
    await saveProfile(viewer, { name, zone, language: "pt" });
    await database.transaction(async (tx) => {
      await keepAuthenticator(tx, id, newAuthenticatorSecret(), { step: 1, now: new Date() });
      await replaceRecoveryCodes(tx, id);
    });
    return signInAgain(database, id, { hasSecondFactor: true });
  }

  describe("an export", () => {
    it("holds everything about its person and nothing that opens the account", async () => {
      const viewer = await wellKnownPerson("Grace", "grace@example.org");
      await signInNewPerson(database, { name: "Somebody Else", email: "else@example.org" });
      const text = JSON.stringify(await exportPerson(viewer));
      for (const known of ["Grace", "grace@example.org", "Asia/Kathmandu", "github-of-Grace", "Safari on iOS"])
        expect(text).toContain(known);
      expect(JSON.parse(text)).toMatchObject({
        roles: [{ role: "team_member", state: "active" }],
        secondFactor: { recoveryCodesLeft: 10 },
        log: [{ by: "you", act: "person.changed", on: "you" }],
      });
      expect(text).not.toContain("Somebody Else");
      expect(text).not.toMatch(/[0-9a-f]{64}/);
      expect(text).not.toContain(viewer.person.sessionId);
    });

    it("is written down, and counts the mails that wait", async () => {
      const viewer = await signInNewPerson(database);
      const other = await signInNewPerson(database);
      await deleteAccount(other);
      expect(await exportPerson(viewer)).toMatchObject({ waitingMails: 0, log: [] });
      expect(await exportPerson(viewer)).toMatchObject({ log: [{ act: "person.exported", outcome: "done" }] });
    });

    it("is no guest's", async () => {
      await expect(exportPerson(Viewer.guest())).rejects.toMatchObject({ kind: "forbidden" });
    });
  });

  describe("a deleted account", () => {
    it("leaves nothing personal in any table, and an audit log that verifies", async () => {
      const viewer = await wellKnownPerson("Katherine", "katherine@example.org", "Pacific/Chatham");
      expect(await everything()).toContain("Katherine");
      await deleteAccount(viewer);
      const left = await everything();
      for (const gone of ["Katherine", "katherine@example.org", "Pacific/Chatham"]) expect(left).not.toContain(gone);
      expect(left).toContain(viewer.person.id);
      expect(await rowOf(database, viewer)).toMatchObject({ name: "Former member", email: null });
      expect((await verifyAudit(database)).problems).toEqual([]);
    });

    it("is signed out everywhere, and its old address gets a last mail", async () => {
      const viewer = await wellKnownPerson("Mary", "mary@example.org");
      await deleteAccount(viewer);
      expect(await isSignedIn(database, viewer)).toBe(false);
      expect((await mailsTo("mary@example.org")).map(({ subject }) => subject)).toEqual(["Your account was deleted"]);
    });

    it("frees its address for a new account", async () => {
      const viewer = await signInNewPerson(database, { email: "again@example.org" });
      await deleteAccount(viewer);
      const again = await signInNewPerson(database, { email: "again@example.org" });
      expect(again.person.id).not.toBe(viewer.person.id);
    });

    it("stays as it was when its person has not shown their second factor", async () => {
      const { person } = await wellKnownPerson("Dorothy", "dorothy@example.org");
      const weak = await signInAgain(database, person.id);
      await expect(deleteAccount(weak)).rejects.toMatchObject({ kind: "forbidden" });
      expect(await rowOf(database, weak)).toMatchObject({ name: "Dorothy", deletedAt: null });
    });

    it("is never that of the only admin, also when two admins delete theirs at once", async () => {
      const admins = [
        await signInNewPerson(database, { roles: ["admin"] }),
        await signInNewPerson(database, { roles: ["admin"] }),
      ];
      await openConnections(database);
      const results = await Promise.allSettled(admins.map((admin) => deleteAccount(admin)));
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const rows = await Promise.all(admins.map((admin) => rowOf(database, admin)));
      expect(rows.filter(({ deletedAt }) => deletedAt === null)).toHaveLength(1);
      const survivor = admins.find((_, index) => rows[index]?.deletedAt === null)!;
      await expect(deleteAccount(survivor)).rejects.toThrow("only admin");
    });
  });
});
