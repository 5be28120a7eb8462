import { renameSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { roleGrants, users } from "@/lib/auth/tables";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { getKeyring, keyFile } from "@/lib/vault/key-file";
import { openAsCustodian } from "@/lib/vault/wrapping";
import { newToken, printSecret } from "../domain/receipt";
import { reportForm, type Report } from "../domain/report-form";
import { openReport } from "./report-content";
import { exclusions, identities, receipts, reports } from "./report-tables";
import { checkReceipt } from "./receipt-hash";
import { isReadable, submitAnonymousReport, submitReport } from "./submit-report";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_CONDUCT_ESCALATION = "outside@example.org";
});

const reportOf = (given: Record<string, string> = {}): Report =>
  reportForm.parse({ token: newToken(), mode: "confidential", what: "Something happened.", ...given });
const now = new Date("2026-07-14T15:26:53Z");

async function findReport(database: Database, token: string) {
  return asPortal(async (tx) => {
    const rows = await tx.select().from(reports);
    for (const row of rows) if ((await openReport(tx, row)).what.includes(token)) return row;
    throw new Error("There is no such report.");
  }, database);
}

/** Sends a report whose text begins with a word of its own and returns its row. */
async function send(database: Database, viewer: Parameters<typeof submitReport>[0], given: Record<string, string>) {
  const mark = `mark-${newToken()}`;
  await submitReport(viewer, reportOf({ ...given, what: `${mark} ${given.what ?? ""}` }), now, database);
  return findReport(database, mark);
}

const names = z.object({ rows: z.array(z.object({ name: z.string() })) });
const lines = z.object({ rows: z.array(z.object({ line: z.string() })) });

/** Everything that stands in the tables, as text. */
const dump = (database: Database) => asPortal(dumpWithin, database);

async function dumpWithin(tx: Database): Promise<string> {
  const tables = await tx.execute(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const texts = [];
  for (const { name } of names.parse(tables).rows) {
    const { rows } = lines.parse(await tx.execute(sql.raw(`select t::text as line from "${name}" t`)));
    texts.push(name, ...rows.map(({ line }) => line));
  }
  return texts.join("\n");
}

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    serveDatabase((database = await open()));
    await database.delete(roleGrants);
    await database.update(users).set({ deletedAt: now, email: null });
  });
  const countReports = () => asPortal((tx) => tx.$count(reports), database);
  const excludedFrom = async (reportId: string) =>
    Object.fromEntries(
      (await asPortal((tx) => tx.select().from(exclusions).where(eq(exclusions.reportId, reportId)), database)).map(
        ({ personId, source }) => [personId, source],
      ),
    );

  describe("a report", () => {
    it("that is named says inside who sent it", async () => {
      const ana = await signInNewPerson(database, { name: "Ana Named" });
      const row = await send(database, ana, { mode: "named" });
      expect(await asPortal((tx) => openReport(tx, row), database)).toMatchObject({ reporter: "Ana Named" });
    });

    it("that is confidential seals apart who sent it and how to reach them", async () => {
      const ana = await signInNewPerson(database, { name: "Ana Sealed" });
      const row = await send(database, ana, { contact: "under +49 30 1" });
      const opened = await asPortal((tx) => openReport(tx, row), database);
      expect(JSON.stringify(opened)).not.toMatch(/Ana|\+49/);
      const [sealed] = await asPortal(
        (tx) => tx.select().from(identities).where(eq(identities.reportId, row.id)),
        database,
      );
      const identity = await openAsCustodian(getKeyring(), `report ${row.id}`, sealed?.identity ?? "");
      expect(JSON.parse(identity)).toMatchObject({
        ...{ personId: ana.person.id, name: "Ana Sealed", contact: "under +49 30 1" },
      });
    });

    it("that is anonymous holds no person, no time and nothing to write to", async () => {
      const mark = `mark-${newToken()}`;
      await submitAnonymousReport(reportOf({ mode: "anonymous", what: mark }), now, database);
      const row = await findReport(database, mark);
      expect(row).toMatchObject({ mode: "anonymous", reporterRef: null, submittedOn: "2026-07-14" });
      for (const due of [row.acknowledgeBy, row.nextUpdateBy]) expect(due.toISOString()).toMatch(/T00:00:00\.000Z$/);
      const sealed = await asPortal((tx) => tx.$count(identities, eq(identities.reportId, row.id)), database);
      expect(sealed).toBe(0);
    });

    it("that is anonymous leaves nothing outside of its own rows: no job, no log of acts, no session, no count", async () => {
      const before = await dump(database);
      await submitAnonymousReport(reportOf({ mode: "anonymous" }), now, database);
      const added = (await dump(database)).split("\n").filter((line) => !before.includes(line));
      // The report, its key and its receipt.
      expect(added).toHaveLength(3);
    });

    it("cannot be sent for somebody by anybody who is not of the team", async () => {
      const [ana, tariq] = [
        await signInNewPerson(database),
        await signInNewPerson(database, { roles: ["team_member"] }),
      ];
      const given = { mode: "named", onBehalfOf: "Somebody else" };
      const [alone, forSomebody] = [await send(database, ana, given), await send(database, tariq, given)];
      expect((await asPortal((tx) => openReport(tx, alone), database)).onBehalfOf).toBe("");
      expect((await asPortal((tx) => openReport(tx, forSomebody), database)).onBehalfOf).toBe("Somebody else");
    });

    it("that is anonymous is not taken with a session", async () => {
      const ana = await signInNewPerson(database);
      await expect(submitReport(ana, reportOf({ mode: "anonymous" }), now, database)).rejects.toThrow(
        /without signing in/,
      );
    });

    it("leaves nothing readable in any column of any table", async () => {
      const ana = await signInNewPerson(database, { name: "Anastasia" });
      const words = [
        "Quetzalcoatl",
        "Popocatepetl",
        "https://example.org/Xochimilco",
        "Tenochtitlan",
        "Nezahualcoyotl",
      ];
      const [what = "", who = "", links = "", contact = "", hope = ""] = words;
      for (const mode of ["named", "confidential"])
        await submitReport(ana, reportOf({ mode, what, who, links, contact, hope }), now, database);
      await submitAnonymousReport(reportOf({ mode: "anonymous", what, who, links, contact, hope }), now, database);
      const all = (await dump(database)).toLowerCase();
      for (const word of words) {
        expect(all).not.toContain(word.toLowerCase());
        expect(all).not.toContain(Buffer.from(word).toString("hex"));
        expect(all).not.toContain(Buffer.from(word).toString("base64").toLowerCase().slice(0, -4));
      }
    });

    it("is accepted while the keys are away, and opens once they are back", async () => {
      const ana = await signInNewPerson(database);
      getKeyring();
      renameSync(keyFile, `${keyFile}.away`);
      const mark = `mark-${newToken()}`;
      try {
        await submitReport(ana, reportOf({ what: mark }), now, database);
        await submitAnonymousReport(reportOf({ mode: "anonymous" }), now, database);
      } finally {
        renameSync(`${keyFile}.away`, keyFile);
      }
      expect(await findReport(database, mark)).toMatchObject({ state: "submitted" });
    });
  });

  describe("the same form sent again", () => {
    it("is one report, from a person", async () => {
      const ana = await signInNewPerson(database);
      const report = reportOf();
      const before = await countReports();
      await Promise.all([1, 2, 3].map(() => submitReport(ana, report, now, database)));
      expect(await countReports()).toBe(before + 1);
    });

    it("is one report and gives the same receipt, which opens nothing else", async () => {
      const report = reportOf({ mode: "anonymous" });
      const before = await countReports();
      const given = await Promise.all([1, 2, 3].map(() => submitAnonymousReport(report, now, database)));
      given.push(await submitAnonymousReport(report, now, database));
      expect(await countReports()).toBe(before + 1);
      expect(new Set(given.map(({ locator, secret }) => `${locator} ${printSecret(secret).code}`)).size).toBe(1);
      const [first] = given;
      const [kept] = await asPortal(
        (tx) =>
          tx
            .select()
            .from(receipts)
            .where(eq(receipts.locator, first?.locator ?? "")),
        database,
      );
      expect(await checkReceipt(first?.secret ?? new Uint8Array(13), kept ?? null)).toBe(true);
      const other = await submitAnonymousReport(reportOf({ mode: "anonymous" }), now, database);
      expect(await checkReceipt(other.secret, kept ?? null)).toBe(false);
    });
  });

  describe("who learns of a report", () => {
    const signInDesk = async () => ({
      chi: await signInNewPerson(database, { name: "Chi Moderator", roles: ["conduct_moderator"] }),
      sol: await signInNewPerson(database, { name: "Sol Moderator", roles: ["conduct_moderator"] }),
      lea: await signInNewPerson(database, { name: "Lea Leading", roles: ["conduct_lead"] }),
    });
    const signInContact = () => signInNewPerson(database, { name: "Out Side", email: "outside@example.org" });

    it("is nobody whom the reporter leaves out, nobody who is named, and not the reporter", async () => {
      const { chi, sol, lea } = await signInDesk();
      const row = await send(database, sol, { exclude: lea.person.id, who: "It was chi moderator." });
      expect(await excludedFrom(row.id)).toEqual({
        ...{ [chi.person.id]: "mention", [sol.person.id]: "reporter", [lea.person.id]: "reporter" },
      });
      expect(row.isEscalated).toBe(true);
    });

    it("is everybody else while somebody is left", async () => {
      const { chi } = await signInDesk();
      const ana = await signInNewPerson(database);
      const row = await send(database, ana, { exclude: chi.person.id });
      expect(await excludedFrom(row.id)).toEqual({ [chi.person.id]: "reporter" });
      expect(row.isEscalated).toBe(false);
    });

    it("is the escalation contact when a lead is named and there is one", async () => {
      await signInDesk();
      const ana = await signInNewPerson(database);
      expect((await send(database, ana, { who: "Lea Leading" })).isEscalated).toBe(false);
      await signInContact();
      expect((await send(database, ana, { who: "Lea Leading" })).isEscalated).toBe(true);
      expect((await send(database, ana, { who: "Chi Moderator" })).isEscalated).toBe(false);
    });

    it("is nobody at all when the escalation contact is named, too", async () => {
      const { chi, sol } = await signInDesk();
      const contact = await signInContact();
      const ana = await signInNewPerson(database);
      const given = { who: `Lea Leading and ${contact.person.name}`, exclude: `${chi.person.id}\n${sol.person.id}` };
      const row = await send(database, ana, given);
      expect(await excludedFrom(row.id)).toMatchObject({ [contact.person.id]: "mention" });
      expect(await isReadable(reportOf(given), null, database)).toBe(false);
    });

    it("is told before sending: nobody at all, when everybody is left out and there is no contact", async () => {
      const { chi, sol, lea } = await signInDesk();
      const report = reportOf({ exclude: [chi, sol].map(({ person }) => person.id).join("\n"), who: "Lea Leading" });
      expect(await isReadable(report, null, database)).toBe(false);
      expect(await isReadable(reportOf({ exclude: chi.person.id }), lea.person.id, database)).toBe(true);
      await signInContact();
      expect(await isReadable(report, null, database)).toBe(true);
    });
  });
});
