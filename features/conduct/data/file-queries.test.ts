import { desc, eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditEvents } from "@/lib/audit/tables";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { destroyKey } from "@/lib/vault/vault";
import { newToken } from "../domain/receipt";
import { findDeskFile, findFileFor, findOwnFile } from "./file-queries";
import { addToReport } from "./inbox-commands";
import type { InboxViewer } from "./inbox-door";
import { findInboxReport } from "./inbox-queries";
import { exclusions, fileParts, files } from "./report-tables";
import { behindTheWall, release, report, reportAnonymously } from "./test-inbox";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  process.env.PORTAL_DEMO = "off";
});

const nothing = { kind: "not_found", message: "There is nothing here." };
const note = (text: string, name = "note.txt") => new File([text], name, { type: "text/plain" });
const photo = async () => {
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: "#a33" } });
  const bytes = await picture
    .withExif({ IFD0: { Artist: "Ada Example" } })
    .jpeg()
    .toBuffer();
  return new File([new Uint8Array(bytes)], "Ada's phone.jpg", { type: "image/jpeg" });
};
// Larger than several parts, and different in each of them.
const long = Array.from({ length: 60_000 }, (_, number) => `line ${number}`).join("\n");

forEachEngine((open, engine) => {
  let database: Database;
  beforeEach(async () => serveDatabase((database = await open())));

  const give = (viewer: InboxViewer, given: File[], keepsOriginals = false) =>
    addToReport(viewer, { token: newToken(), given, keepsOriginals });
  const fileOf = async (viewer: InboxViewer) => (await findInboxReport(viewer)).files[0]!;
  const asDeskPerson = (role: "conduct_moderator" | "conduct_lead" = "conduct_moderator") =>
    signInNewPerson(database, { roles: [role], hasSecondFactor: true });
  const partKinds = async (id: string) => {
    const rows = await asPortal((tx) => tx.select().from(fileParts).where(eq(fileParts.fileId, id)), database);
    return [...new Set(rows.map(({ kind }) => kind))].sort();
  };

  async function reportWithFile(given: File) {
    const viewer = await signInNewPerson(database);
    const own = await report(database, viewer);
    await release(database, own.reportId);
    await give(own, [given]);
    return { viewer, own, id: (await fileOf(own)).id };
  }

  describe("files that a reporter adds", () => {
    it("come back as they were, piece by piece, and cannot be read in the database", async () => {
      const { viewer, id } = await reportWithFile(note(long));
      const file = await findFileFor(viewer, id, "copy");
      expect(file).toMatchObject({ name: "note.txt", type: "text/plain", isWorkingCopy: true });
      expect(file.bytes.toString()).toBe(long);
      const rows = await asPortal((tx) => tx.select().from(fileParts).where(eq(fileParts.fileId, id)), database);
      expect(rows.length).toBeGreaterThan(4);
      expect(rows.some(({ bytes }) => Buffer.from(bytes, "base64").includes("line 1"))).toBe(false);
    });

    it("are refused one by one, each with its own name, while the others are added", async () => {
      const own = await report(database, await signInNewPerson(database));
      const { added, refused } = await give(own, [
        note("yes"),
        note("<svg></svg>", "drawing.svg"),
        note("", "empty.txt"),
      ]);
      expect(added).toBe(1);
      expect(refused).toEqual([expect.stringContaining("“drawing.svg”"), expect.stringContaining("“empty.txt”")]);
      expect((await findInboxReport(own)).files).toHaveLength(1);
    });

    it("are added once when their form is sent twice", async () => {
      const own = await report(database, await signInNewPerson(database));
      const form = { token: newToken(), given: [note("once")], keepsOriginals: true };
      await addToReport(own, form);
      await addToReport(own, form);
      const shown = await findInboxReport(own);
      expect(shown.files).toHaveLength(1);
      expect(shown.messages.map(({ text }) => text)).toEqual(["I added a file."]);
    });

    it("are ten in all at most, with those that are there", async () => {
      const own = await report(database, await signInNewPerson(database));
      await give(own, [note("1"), note("2"), note("3"), note("4"), note("5"), note("6")]);
      await expect(give(own, [note("7"), note("8"), note("9"), note("10"), note("11")])).rejects.toMatchObject({
        kind: "invalid",
      });
      expect((await findInboxReport(own)).files).toHaveLength(6);
    });

    it("of an anonymous reporter lose their name and what hides in them, unless the original is wished for", async () => {
      const { viewer } = await reportAnonymously(database);
      await give(viewer, [await photo()]);
      const bare = await fileOf(viewer);
      expect(bare).toMatchObject({ hasOriginal: false, hasCopy: true });
      expect(bare.name).not.toContain("Ada");
      expect(await partKinds(bare.id)).toEqual(["copy"]);
      expect((await findOwnFile(viewer, bare.id)).bytes.includes("Ada Example")).toBe(false);
      const { viewer: willing } = await reportAnonymously(database);
      await give(willing, [await photo()], true);
      expect(await partKinds((await fileOf(willing)).id)).toEqual(["copy", "original"]);
    });
  });

  describe("a file", () => {
    it("is there for its reporter, and for nobody else outside of the desk", async () => {
      const { viewer, id } = await reportWithFile(note("mine"));
      const { viewer: anonymous } = await reportAnonymously(database);
      await give(anonymous, [note("anonymous")]);
      const anonymousFile = (await fileOf(anonymous)).id;
      expect((await findFileFor(viewer, id, "copy")).bytes.toString()).toBe("mine");
      expect((await findOwnFile(anonymous, anonymousFile)).bytes.toString()).toBe("anonymous");
      const others = [
        await signInNewPerson(database),
        await signInNewPerson(database, { roles: ["team_member"] }),
        await signInNewPerson(database, { roles: ["admin"], hasSecondFactor: true }),
        // Without the second factor a role of the desk sleeps.
        await signInNewPerson(database, { roles: ["conduct_moderator"] }),
        Viewer.guest(),
      ];
      for (const other of others)
        for (const kind of ["copy", "original"] as const)
          await expect(findFileFor(other, id, kind)).rejects.toMatchObject(nothing);
      await expect(findOwnFile(anonymous, id)).rejects.toMatchObject(nothing);
      await expect(findFileFor(viewer, anonymousFile, "copy")).rejects.toMatchObject(nothing);
      for (const made of [crypto.randomUUID(), "x", "", "../../etc/passwd"])
        await expect(findFileFor(viewer, made, "copy")).rejects.toMatchObject(nothing);
    });

    it("is there for the desk as a copy and as it came, each reading written down by who and what", async () => {
      const { id, own } = await reportWithFile(await photo());
      const moderator = await asDeskPerson();
      expect((await findFileFor(moderator, id, "copy")).bytes.includes("Ada Example")).toBe(false);
      expect((await findFileFor(moderator, id, "original")).bytes.includes("Ada Example")).toBe(true);
      const events = await database
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.objectId, id))
        .orderBy(desc(auditEvents.seq));
      const event = { actorId: moderator.person.id, objectKind: "file", detail: { owner: own.reportId } };
      expect(events).toMatchObject([
        { act: "conduct.read_original", ...event },
        { act: "conduct.read_files", ...event },
      ]);
    });

    it("is not there for whom the reporter left out, and before its report is released", async () => {
      const { id, own } = await reportWithFile(note("text"));
      const moderator = await asDeskPerson("conduct_lead");
      await findDeskFile(moderator, id, "copy");
      const row = { reportId: own.reportId, personId: moderator.person.id, source: "reporter" as const };
      await asPortal((tx) => tx.insert(exclusions).values(row), database);
      await expect(findDeskFile(moderator, id, "copy")).rejects.toMatchObject(nothing);
      const early = await report(database, await signInNewPerson(database));
      await give(early, [note("early")]);
      await expect(findDeskFile(await asDeskPerson(), (await fileOf(early)).id, "copy")).rejects.toMatchObject(nothing);
    });

    it("is not there once it was rejected, or its key destroyed", async () => {
      const [rejected, erased] = [await reportWithFile(note("bad")), await reportWithFile(note("old"))];
      await asPortal((tx) => tx.update(files).set({ state: "rejected" }).where(eq(files.id, rejected.id)), database);
      await asPortal((tx) => destroyKey(tx, erased.id), database);
      for (const { viewer, id, own } of [rejected, erased]) {
        await expect(findFileFor(viewer, id, "copy")).rejects.toMatchObject(nothing);
        await expect(findDeskFile(await asDeskPerson(), id, "original")).rejects.toMatchObject(nothing);
        expect((await findInboxReport(own)).files).toEqual([]);
      }
    });

    it("opens only whole: a missing or moved part is noticed", async () => {
      const { viewer, id } = await reportWithFile(note(long));
      const isSecond = (number: number) => eq(fileParts.number, number);
      await asPortal((tx) => tx.delete(fileParts).where(isSecond(1)), database);
      await expect(findFileFor(viewer, id, "copy")).rejects.toThrow();
    });
  });

  // Last: on the embedded engine the one connection stays behind the wall.
  it("files are handed out to a role that row-level security holds, through the right doors only", async () => {
    const { viewer, id } = await reportWithFile(note("walled"));
    const moderator = await asDeskPerson();
    const server = engine === "PostgreSQL" ? (process.env.TEST_DATABASE_URL ?? "") : null;
    const walled = await behindTheWall(database, server);
    expect(await walled.select().from(files)).toEqual([]);
    expect((await findFileFor(viewer, id, "copy", walled)).bytes.toString()).toBe("walled");
    expect((await findDeskFile(moderator, id, "copy", walled)).bytes.toString()).toBe("walled");
  });
});
