import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { insertGrant } from "@/lib/auth/grants";
import { accounts, roleGrants, sessions } from "@/lib/auth/tables";
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
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { openMail } from "@/lib/mail/queue";
import { endEverySession, endOtherSessions, endSession } from "./session-commands";
import { listSessions } from "./session-queries";
import { removeWay } from "./way-commands";
import { listWays } from "./way-queries";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
});

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));
  const waysOf = (viewer: Viewer) => database.select().from(accounts).where(eq(accounts.userId, viewer.person.id));

  describe("the list of sessions", () => {
    it("shows one's own, this one first, and none that is over", async () => {
      const here = await signInNewPerson(database);
      const there = await signInAgain(database, here.person.id, { device: "Safari on iOS", provider: "email" });
      const over = await signInAgain(database, here.person.id);
      const past = new Date(Date.now() - 31 * 24 * 60 * 60_000);
      await database.update(sessions).set({ lastSeenAt: past }).where(eq(sessions.id, over.person.sessionId));
      await signInNewPerson(database);
      const list = await listSessions(here);
      expect(list.map(({ id, isThis }) => [id, isThis])).toEqual([
        [here.person.sessionId, true],
        [there.person.sessionId, false],
      ]);
      expect(list[1]).toMatchObject({ device: "Safari on iOS", provider: "a link by mail" });
    });

    it("is nothing for a guest", async () => {
      await expect(listSessions(Viewer.guest())).rejects.toMatchObject({ kind: "forbidden" });
    });
  });

  describe("a session", () => {
    it("is ended from another one", async () => {
      const here = await signInNewPerson(database);
      const there = await signInAgain(database, here.person.id);
      await endSession(here, there.person.sessionId);
      expect(await isSignedIn(database, there)).toBe(false);
      expect(await isSignedIn(database, here)).toBe(true);
    });

    it("of another person is left alone", async () => {
      const other = await signInNewPerson(database);
      await endSession(await signInNewPerson(database), other.person.sessionId);
      await endSession(await signInNewPerson(database), randomUUID());
      expect(await isSignedIn(database, other)).toBe(true);
    });

    it("is one of many that end together, and nobody else's with them", async () => {
      const here = await signInNewPerson(database);
      const there = await signInAgain(database, here.person.id);
      const other = await signInNewPerson(database);
      await endOtherSessions(here);
      expect([await isSignedIn(database, here), await isSignedIn(database, there)]).toEqual([true, false]);
      await endEverySession(here);
      expect([await isSignedIn(database, here), await isSignedIn(database, other)]).toEqual([false, true]);
    });
  });

  describe("a way to sign in", () => {
    it("is removed with the sessions that began with it, and its person is told", async () => {
      const here = await signInNewPerson(database);
      const there = await signInAgain(database, here.person.id, { provider: "discord" });
      await addWay(database, here, "github", randomUUID());
      const discord = randomUUID();
      await addWay(database, here, "discord", discord);
      expect((await listWays(here)).linked.map(({ label, isLast }) => [label, isLast])).toEqual([
        ["GitHub", false],
        ["Discord", false],
      ]);
      await removeWay(here, "discord", discord);
      expect((await waysOf(here)).map(({ provider }) => provider)).toEqual(["github"]);
      expect([await isSignedIn(database, here), await isSignedIn(database, there)]).toEqual([true, false]);
      const mails = await database.select().from(jobs).orderBy(asc(jobs.id));
      const last = openMail(mails.at(-1)?.payload ?? {}).mail;
      expect(last).toMatchObject({ subject: "A way to sign in was removed", to: { address: here.person.email } });
    });

    it("stays when it is the last one", async () => {
      const viewer = await signInNewPerson(database);
      const account = randomUUID();
      await addWay(database, viewer, "github", account);
      expect((await listWays(viewer)).linked[0]?.isLast).toBe(true);
      await expect(removeWay(viewer, "github", account)).rejects.toMatchObject({ kind: "conflict" });
      expect(await waysOf(viewer)).toHaveLength(1);
    });

    it("stays when the other one is removed at the same time", async () => {
      const viewer = await signInNewPerson(database);
      const [one, two] = [randomUUID(), randomUUID()];
      await addWay(database, viewer, "github", one);
      await addWay(database, viewer, "discord", two);
      await openConnections(database);
      await Promise.allSettled([removeWay(viewer, "github", one), removeWay(viewer, "discord", two)]);
      expect(await waysOf(viewer)).toHaveLength(1);
    });

    it("of another person is not there for anybody else", async () => {
      const [viewer, other] = [await signInNewPerson(database), await signInNewPerson(database)];
      const account = randomUUID();
      await addWay(database, other, "github", account);
      await addWay(database, viewer, "github", randomUUID());
      await expect(removeWay(viewer, "github", account)).rejects.toMatchObject({ kind: "not_found" });
      expect(await waysOf(other)).toHaveLength(1);
    });

    it("stays without a fresh proof", async () => {
      const { person } = await signInNewPerson(database);
      const stale = await signInAgain(database, person.id, { confirmedAt: new Date(Date.now() - 16 * 60_000) });
      await addWay(database, stale, "github", "stale");
      await addWay(database, stale, "discord", "stale");
      await expect(removeWay(stale, "github", "stale")).rejects.toMatchObject({ kind: "forbidden" });
    });

    it("takes the roles with it that its provider gave", async () => {
      const viewer = await signInNewPerson(database);
      const userId = viewer.person.id;
      const account = randomUUID();
      await addWay(database, viewer, "oidc", account);
      await addWay(database, viewer, "github", account);
      const claim = { userId, role: "organizer", source: "claim", sourceKey: "oidc", state: "active" } as const;
      await database.transaction((tx) => insertGrant(tx, { kind: "portal" }, claim));
      await removeWay(viewer, "oidc", account);
      const grants = await database.select().from(roleGrants).where(eq(roleGrants.userId, userId));
      expect(grants.map(({ state }) => state)).toEqual(["ended"]);
    });
  });
});
