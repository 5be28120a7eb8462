import { asc, eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { listAudit } from "@/lib/audit/queries";
import { newAuthenticatorSecret } from "@/lib/auth/authenticator";
import { authenticators, recoveryCodes } from "@/lib/auth/tables";
import { serveDatabase, signInAgain, signInNewPerson, viewerOfToken } from "@/lib/auth/test-people";
import type { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { jobs } from "@/lib/jobs/tables";
import { openMail } from "@/lib/mail/queue";
import { sealNewAuthenticator, unsealNewAuthenticator } from "./new-authenticator";
import { confirmByCode } from "./proof-commands";
import { findProofs, hasProof } from "./proof-queries";
import { findSecondFactor } from "./second-factor-queries";
import { makeRecoveryCodes, removeAuthenticator, setUpAuthenticator } from "./second-factor-commands";

vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret of the tests that is long enough"));

const step = 30_000;
const start = new Date("2026-11-20T12:00:05Z");
const later = (steps: number) => new Date(start.getTime() + steps * step);
const codeOf = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));

  /** Somebody with an authenticator, in a session of its own that has shown no code yet. */
  async function personWithApp(roles: Parameters<typeof signInNewPerson>[1] = {}) {
    const first = await signInNewPerson(database, roles);
    const secret = newAuthenticatorSecret();
    const token = await setUpAuthenticator(first, secret, codeOf(secret, start), start);
    const viewer = await signInAgain(database, first.person.id);
    return { first: await viewerOfToken(token), viewer, secret };
  }
  const subjectsTo = async (viewer: Viewer) => {
    const rows = await database.select().from(jobs).orderBy(asc(jobs.id));
    const mails = rows.map(({ payload }) => openMail(payload).mail);
    return mails.filter(({ to }) => to.address === viewer.person.email).map(({ subject }) => subject);
  };
  const actsOf = async (viewer: Viewer) =>
    (await listAudit(database, { actorId: viewer.person.id, limit: 50 })).map(
      ({ act, outcome }) => `${act} ${outcome}`,
    );

  describe("an authenticator app", () => {
    it("is set up with a right code, wakes guarded roles in this session, and its person is told", async () => {
      const before = await signInNewPerson(database, { roles: ["admin"] });
      expect(before.has("admin")).toBe(false);
      const secret = newAuthenticatorSecret();
      const token = await setUpAuthenticator(before, secret, codeOf(secret, start), start);
      const after = await viewerOfToken(token);
      expect(after.has("admin")).toBe(true);
      expect(after.person.sessionId).toBe(before.person.sessionId);
      expect((await findSecondFactor(after)).since).toEqual(start);
      expect(await subjectsTo(after)).toEqual(["An authenticator app was set up"]);
      expect(await actsOf(after)).toEqual(["second-factor.set-up done"]);
    });

    it("is not set up with a wrong code, and nothing is written", async () => {
      const viewer = await signInNewPerson(database);
      const secret = newAuthenticatorSecret();
      const wrong = codeOf(secret, later(10));
      await expect(setUpAuthenticator(viewer, secret, wrong, start)).rejects.toThrow("does not fit");
      expect((await findSecondFactor(viewer)).since).toBeNull();
      expect(await subjectsTo(viewer)).toEqual([]);
    });

    it("is set up once when the form is sent twice", async () => {
      const viewer = await signInNewPerson(database);
      const secret = newAuthenticatorSecret();
      const send = () => setUpAuthenticator(viewer, secret, codeOf(secret, start), start);
      const results = await Promise.allSettled([send(), send()]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await subjectsTo(viewer)).toHaveLength(1);
    });

    it("keeps its key sealed", async () => {
      const { viewer, secret } = await personWithApp();
      const [row] = await database.select().from(authenticators).where(eq(authenticators.userId, viewer.person.id));
      expect(row?.secret).not.toContain(secret);
    });

    it("is replaced only when the new one shows a right code", async () => {
      const { first, secret } = await personWithApp();
      const other = newAuthenticatorSecret();
      await expect(setUpAuthenticator(first, other, codeOf(secret, later(1)), later(1))).rejects.toThrow(
        "does not fit",
      );
      const session = await signInAgain(database, first.person.id);
      await confirmByCode(session, codeOf(secret, later(2)), later(2));
      await setUpAuthenticator(first, other, codeOf(other, later(4)), later(4));
      await expect(confirmByCode(session, codeOf(secret, later(6)), later(6))).rejects.toThrow("does not fit");
      await confirmByCode(session, codeOf(other, later(6)), later(6));
    });

    it.each(["replaced", "removed", "given new recovery codes"])(
      "cannot be %s by whoever only signed in again, without its code",
      async (how) => {
        const { viewer } = await personWithApp();
        const other = newAuthenticatorSecret();
        const act = {
          replaced: () => setUpAuthenticator(viewer, other, codeOf(other, later(5)), later(5)),
          removed: () => removeAuthenticator(viewer),
          "given new recovery codes": () => makeRecoveryCodes(viewer),
        }[how];
        expect(await hasProof(viewer)).toBe(false);
        await expect(act?.()).rejects.toMatchObject({ kind: "forbidden" });
        expect((await findSecondFactor(viewer)).since).toEqual(start);
      },
    );

    it("is not changed when the proof is older than a quarter of an hour", async () => {
      const { first } = await personWithApp();
      const old = new Date(Date.now() - 16 * 60_000);
      const stale = await signInAgain(database, first.person.id, { hasSecondFactor: true, confirmedAt: old });
      await expect(removeAuthenticator(stale)).rejects.toMatchObject({ kind: "forbidden" });
    });

    it("is removed with its recovery codes, and its person is told", async () => {
      const { first } = await personWithApp();
      await makeRecoveryCodes(first);
      await removeAuthenticator(first);
      expect(await findSecondFactor(first)).toMatchObject({ since: null, codesLeft: 0 });
      expect(await subjectsTo(first)).toContain("Your authenticator app was removed");
    });

    it("stays with whoever holds a guarded role", async () => {
      const { first } = await personWithApp({ roles: ["conduct_moderator"] });
      await expect(removeAuthenticator(first)).rejects.toThrow("Conduct moderator");
      expect((await findSecondFactor(first)).since).toEqual(start);
    });
  });

  describe("a code", () => {
    it("confirms the session under a new token, and the old token opens it no longer", async () => {
      const { viewer, secret } = await personWithApp({ roles: ["admin"] });
      expect(viewer.has("admin")).toBe(false);
      const token = await confirmByCode(viewer, codeOf(secret, later(2)), later(2));
      expect((await viewerOfToken(token)).has("admin")).toBe(true);
      const again = await confirmByCode(viewer, codeOf(secret, later(4)), later(4));
      expect(again).not.toBe(token);
      await expect(viewerOfToken(token)).rejects.toThrow("opens no session");
    });

    it("may be typed with a space, and a step late or early", async () => {
      const { viewer, secret } = await personWithApp();
      const code = codeOf(secret, later(2));
      await confirmByCode(viewer, `${code.slice(0, 3)} ${code.slice(3)}`, later(3));
      await confirmByCode(viewer, codeOf(secret, later(6)), later(5));
    });

    it("works once: the same again is refused and written down", async () => {
      const { viewer, secret } = await personWithApp();
      const code = codeOf(secret, later(2));
      await confirmByCode(viewer, code, later(2));
      await expect(confirmByCode(viewer, code, later(2))).rejects.toMatchObject({ kind: "invalid" });
      expect((await actsOf(viewer)).slice(0, 2)).toEqual(["session.confirmed refused", "session.confirmed done"]);
    });

    it("that set the app up does not confirm anything afterwards", async () => {
      const { viewer, secret } = await personWithApp();
      await expect(confirmByCode(viewer, codeOf(secret, start), start)).rejects.toThrow("used already");
    });

    it("is refused when a later one was used already", async () => {
      const { viewer, secret } = await personWithApp();
      await confirmByCode(viewer, codeOf(secret, later(3)), later(2));
      await expect(confirmByCode(viewer, codeOf(secret, later(2)), later(2))).rejects.toThrow("used already");
    });

    it("sent twice at once is accepted once", async () => {
      const { viewer, secret } = await personWithApp();
      const send = () => confirmByCode(viewer, codeOf(secret, later(2)), later(2));
      const results = await Promise.allSettled([send(), send(), send()]);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    it.each(["000000", "12345", "", "12345a", "９９９９９９", "x".repeat(10_000)])(
      "that cannot be right is refused (%#)",
      async (typed) => {
        const { viewer } = await personWithApp();
        await expect(confirmByCode(viewer, typed, later(2))).rejects.toMatchObject({ kind: "invalid" });
        expect(await hasProof(viewer)).toBe(false);
      },
    );

    it("of another person is refused", async () => {
      const { secret } = await personWithApp();
      const { viewer } = await personWithApp();
      await expect(confirmByCode(viewer, codeOf(secret, later(2)), later(2))).rejects.toThrow("does not fit");
    });

    it("is what is asked for as soon as there is an app", async () => {
      const { viewer } = await personWithApp();
      expect(await findProofs(viewer)).toEqual({ kind: "code" });
      expect(await findProofs(await signInNewPerson(database))).toMatchObject({ kind: "sign-in" });
    });
  });

  describe("recovery codes", () => {
    it("are ten, each works once, however it is typed, and its person is told", async () => {
      const { first, viewer } = await personWithApp();
      const codes = await makeRecoveryCodes(first);
      expect(new Set(codes).size).toBe(10);
      for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){3}[0-9A-HJKMNP-TV-Z]{6}$/);
      const typed = (codes[0] ?? "").toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l");
      const token = await confirmByCode(viewer, typed);
      expect((await viewerOfToken(token)).person.hasSecondFactor).toBe(true);
      expect((await findSecondFactor(viewer)).codesLeft).toBe(9);
      expect(await subjectsTo(viewer)).toContain("A recovery code was used");
      await expect(confirmByCode(viewer, codes[0] ?? "")).rejects.toThrow("used already");
    });

    it("are accepted once when sent twice at once", async () => {
      const { first, viewer } = await personWithApp();
      const [code = ""] = await makeRecoveryCodes(first);
      const results = await Promise.allSettled([confirmByCode(viewer, code), confirmByCode(viewer, code)]);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    it("made anew put an end to those before, also when asked for twice at once", async () => {
      const { first, viewer } = await personWithApp();
      const [old = ""] = await makeRecoveryCodes(first);
      await Promise.all([makeRecoveryCodes(first), makeRecoveryCodes(first)]);
      expect((await findSecondFactor(first)).codesLeft).toBe(10);
      await expect(confirmByCode(viewer, old)).rejects.toThrow("does not fit");
    });

    it("are kept as hashes", async () => {
      const { first } = await personWithApp();
      const [code = ""] = await makeRecoveryCodes(first);
      const rows = await database.select().from(recoveryCodes).where(eq(recoveryCodes.userId, first.person.id));
      expect(JSON.stringify(rows)).not.toContain(code.replace("-", ""));
      for (const { codeHash } of rows) expect(codeHash).toMatch(/^[0-9a-f]{64}$/);
    });

    it("are made only for an app", async () => {
      const viewer = await signInNewPerson(database);
      await expect(makeRecoveryCodes(viewer)).rejects.toMatchObject({ kind: "conflict" });
    });
  });

  describe("the key of an app that is being set up", () => {
    it("opens in the session it was made for, for twenty minutes", async () => {
      const viewer = await signInNewPerson(database);
      const sealed = sealNewAuthenticator(viewer, start);
      expect(unsealNewAuthenticator(viewer, sealed, later(1))).toMatch(/^[A-Z2-7]{32}$/);
      expect(unsealNewAuthenticator(viewer, sealed, later(41))).toBeNull();
      expect(unsealNewAuthenticator(await signInAgain(database, viewer.person.id), sealed, later(1))).toBeNull();
      expect(unsealNewAuthenticator(viewer, "nonsense", start)).toBeNull();
      expect(unsealNewAuthenticator(viewer, undefined, start)).toBeNull();
    });
  });
});
