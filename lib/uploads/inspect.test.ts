import { describe, expect, it } from "vitest";
import { inspectFile } from "./inspect";
import { fileLimits, requireFewFiles } from "./limits";
import { claimingPng } from "./test-bytes";
import { animation, pictures } from "./test-pictures";

const text = Buffer.from("What happened.\n");
const { "image/jpeg": jpeg, "image/png": png, "image/webp": webp } = await pictures();
const megabytes = (count: number) => count * 1024 * 1024;

describe("a file that somebody attaches", () => {
  it.each([
    ["photo.jpg", "image/jpeg", jpeg],
    ["photo.JPEG", "", jpeg],
    ["photo.jfif", "image/pjpeg", jpeg],
    ["shot.png", "application/octet-stream", png],
    ["shot", "IMAGE/PNG", png],
    ["shot.2026-11-20.webp", "image/webp", webp],
    ["log.txt", "text/plain; charset=utf-8", text],
    ["server.log", "text/x-log", text],
  ])("is accepted as %s of kind %j", async (name, declared, bytes) => {
    const inspected = await inspectFile(name, declared, bytes);
    expect(inspected).toEqual({ name, type: inspected.type, bytes });
  });

  it.each([
    [
      "empty.txt",
      "text/plain",
      Buffer.alloc(0),
      /^“empty\.txt” is empty\. Save it again and attach that, or leave it out\.$/,
    ],
    [
      "a.docx",
      "",
      Buffer.from("PK\u0003\u0004\0\0"),
      /^“a\.docx” cannot be attached; accepted are JPEG, PNG and WebP pictures, PDFs and plain text\.$/,
    ],
    [
      "photo.png",
      "image/png",
      jpeg,
      /^“photo\.png” is a JPEG picture by what is in it, but not by its name or kind\. Save/,
    ],
    [
      "half.jpg",
      "",
      jpeg.subarray(0, 30),
      /^“half\.jpg” looks like a JPEG picture, but cannot be read\. .* a screenshot/,
    ],
    [
      "wide.png",
      "",
      claimingPng(8_001, 5_000, Buffer.alloc(9)),
      /^“wide\.png” has more than 40 million pixels\. .* screenshot\.$/,
    ],
    ["long.txt", "", Buffer.alloc(megabytes(10) + 1, "a"), /^“long\.txt” is larger than 10 MB\. Attach a smaller copy/],
  ])("is refused by its own name, with the way out: %s", async (name, declared, bytes, sentence) => {
    await expect(inspectFile(name, declared, bytes)).rejects.toMatchObject({
      name: "AppError",
      kind: "invalid",
      message: expect.stringMatching(sentence) as string,
    });
  });

  it("may have forty million pixels", async () => {
    await expect(inspectFile("wide.png", "", claimingPng(8_000, 5_000, Buffer.alloc(9)))).resolves.toBeDefined();
  });

  it("may have forty million pixels in all frames of an animation together", async () => {
    const wide = await animation();
    // The size of the canvas in the header (VP8X), less one: 4,000 × 4,000.
    wide.writeUIntLE(3_999, 24, 3);
    wide.writeUIntLE(3_999, 27, 3);
    await expect(inspectFile("wide.webp", "", wide)).rejects.toThrow("has more than 40 million pixels");
  });

  it("is named in a refusal without anything invisible, and not at endless length", async () => {
    const name = `a\r\n\u202e${"b".repeat(200)}.gif`;
    await expect(inspectFile(name, "", png)).rejects.toThrow(`“a${"b".repeat(58)}…” is a PNG picture`);
  });
});

describe("files that are attached together", () => {
  it("may be as many and as large as the limits say", () => {
    expect(() => requireFewFiles([])).not.toThrow();
    expect(() => requireFewFiles(Array<number>(fileLimits.files).fill(megabytes(4)))).not.toThrow();
  });

  it.each([
    [Array<number>(11).fill(1), "There are 11 files; up to 10 can be attached. Leave some out."],
    [
      Array<number>(4).fill(megabytes(10) + 1),
      "All files together may have up to 40 MB. Leave some out, or attach smaller copies.",
    ],
  ])("are refused when they are more than that", (sizes, sentence) => {
    expect(() => requireFewFiles(sizes)).toThrow(sentence);
  });
});
