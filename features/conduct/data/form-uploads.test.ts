import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { marker } from "@/lib/uploads/test-bytes";
import { pictures, tellingPicture } from "@/lib/uploads/test-pictures";
import { dataKeys } from "@/lib/vault/tables";
import { newToken } from "../domain/receipt";
import { reportForm } from "../domain/report-form";
import { listUploads, removeUpload, upload } from "./form-uploads";
import { listFilesOf, readFile } from "./opened-files";
import { fileParts, files, reports } from "./report-tables";
import { submitAnonymousReport, submitReport } from "./submit-report";

vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});

const fileOf = (name: string, bytes: Buffer, type: string) => new File([new Uint8Array(bytes)], name, { type });
const textOf = (name: string, text: string) => fileOf(name, Buffer.from(text), "text/plain");
const named = { isNameKept: true };

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    serveDatabase((database = await open()));
  });
  const send = async (token: string, keepOriginals: boolean) => {
    const before = new Set((await asPortal((tx) => tx.select().from(reports), database)).map(({ id }) => id));
    const keeps = keepOriginals ? { keepOriginals: "on" } : {};
    const given = { mode: "anonymous", token, what: "Something happened.", ...keeps };
    await submitAnonymousReport(reportForm.parse(given), new Date(), database);
    const rows = await asPortal((tx) => tx.select().from(reports), database);
    return rows.find(({ id }) => !before.has(id))?.id ?? "";
  };

  describe("a file of a form", () => {
    it("belongs to the report once that is sent, and opens there whole", async () => {
      const token = newToken();
      const ana = await signInNewPerson(database);
      // Several parts.
      const text = "What they wrote. ".repeat(40_000);
      await upload(token, [textOf("chat ‮gpj.txt", text)], named, new Date(), database);
      await submitReport(ana, reportForm.parse({ mode: "named", token, what: "See the file." }), new Date(), database);
      const [report] = await asPortal(async (tx) => {
        const [file] = await tx
          .select()
          .from(files)
          .where(sql`${files.expiresOn} is null`);
        return tx
          .select()
          .from(reports)
          .where(eq(reports.id, file?.ownerId ?? ""));
      }, database);
      const [listed] = await asPortal((tx) => listFilesOf(tx, report?.id ?? ""), database);
      expect(listed).toMatchObject({
        name: "chat gpj.txt",
        type: "text/plain",
        size: text.length,
        state: "quarantined",
      });
      const original = await asPortal((tx) => readFile(tx, listed?.id ?? "", "original"), database);
      expect(original.bytes.toString()).toBe(text);
    });

    it("is stored in parts below 256 KiB that tell nothing of it", async () => {
      const token = newToken();
      await upload(token, [textOf("a.txt", "Xochimilco ".repeat(100_000))], named, new Date(), database);
      const rows = await asPortal((tx) => tx.select().from(fileParts), database);
      for (const { bytes } of rows) {
        expect(bytes.length).toBeLessThan(256 * 1024);
        expect(Buffer.from(bytes, "base64").toString("latin1")).not.toContain("Xochimilco");
      }
    });

    it("loses its original and its name where the sender is anonymous, unless they keep it", async () => {
      const picture = await tellingPicture("image/jpeg");
      const send1 = async (keeps: boolean) => {
        const token = newToken();
        const given = [fileOf(`${marker}.jpg`, picture, "image/jpeg")];
        const { added } = await upload(token, given, { isNameKept: false }, new Date(), database);
        // The reader goes on seeing their own name.
        expect(added[0]?.name).toBe(`${marker}.jpg`);
        const id = await send(token, keeps);
        const [listed] = await asPortal((tx) => listFilesOf(tx, id), database);
        expect(listed).toMatchObject({ name: "Attachment 1.jpg", hasOriginal: keeps, hasCopy: true });
        return listed?.id ?? "";
      };
      const dropped = await send1(false);
      await expect(asPortal((tx) => readFile(tx, dropped, "original"), database)).rejects.toThrow();
      const copy = await asPortal((tx) => readFile(tx, dropped, "copy"), database);
      expect(copy.bytes.toString("latin1")).not.toContain(marker);
      const kept = await send1(true);
      expect((await asPortal((tx) => readFile(tx, kept, "original"), database)).bytes.equals(picture)).toBe(true);
    });

    it("can be removed by whoever has the form and by nobody else, with its parts and its key", async () => {
      const [mine, others] = [newToken(), newToken()];
      const { added } = await upload(mine, [textOf("a.txt", "a"), textOf("b.txt", "b")], named, new Date(), database);
      const [first, second] = added.map(({ id }) => id);
      await removeUpload(others, first ?? "", database);
      expect(await listUploads(mine, database)).toHaveLength(2);
      await removeUpload(mine, first ?? "", database);
      expect(await listUploads(mine, database)).toEqual([second]);
      const left = await asPortal(
        async (tx) => [
          await tx.$count(fileParts, eq(fileParts.fileId, first ?? "")),
          await tx.$count(dataKeys, eq(dataKeys.id, first ?? "")),
        ],
        database,
      );
      expect(left).toEqual([0, 0]);
    });

    it("is not seen by another form", async () => {
      const token = newToken();
      await upload(token, [textOf("a.txt", "a")], named, new Date(), database);
      expect(await listUploads(newToken(), database)).toEqual([]);
    });
  });

  describe("files that cannot be taken", () => {
    it("are refused by the name their owner knows, and the others are taken", async () => {
      const token = newToken();
      const { added, refused } = await upload(
        token,
        [
          fileOf("virus.exe", Buffer.from([0x4d, 0x5a, 0, 1, 2, 3]), "application/x-msdownload"),
          textOf("ok.txt", "ok"),
        ],
        named,
        new Date(),
        database,
      );
      expect(refused).toEqual([expect.stringContaining("“virus.exe”")]);
      expect(added.map(({ name }) => name)).toEqual(["ok.txt"]);
    });

    it("are those beyond ten, counted with what is there already", async () => {
      const token = newToken();
      const eight = Array.from({ length: 8 }, (_, index) => textOf(`${index}.txt`, "a"));
      await upload(token, eight, named, new Date(), database);
      await expect(upload(token, eight.slice(0, 3), named, new Date(), database)).rejects.toThrow(/up to 10/);
      expect(await listUploads(token, database)).toHaveLength(8);
    });

    it("are those beyond 40 MiB, counted with what is there already", async () => {
      const token = newToken();
      const large = () => textOf("large.txt", "a".repeat(10 * 1024 * 1024));
      await upload(token, [large(), large(), large(), large()], named, new Date(), database);
      const small = textOf("small.txt", "a".repeat(1024 * 1024));
      await expect(upload(token, [small], named, new Date(), database)).rejects.toThrow(/40 MB/);
    });
  });

  it("a picture is drawn anew before anybody looks at it", async () => {
    const { "image/png": png } = await pictures();
    const token = newToken();
    await upload(token, [fileOf("shot.png", png, "image/png")], named, new Date(), database);
    const [id = ""] = await listUploads(token, database);
    const copy = await asPortal((tx) => readFile(tx, id, "copy"), database);
    expect(copy.bytes.subarray(1, 4).toString()).toBe("PNG");
  });
});
