import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { inspectFile } from "./inspect";
import { holdsMarker } from "./test-bytes";
import { animation, lyingPicture, pictures, tellingPicture } from "./test-pictures";
import { workingCopyOf } from "./working-copy";

const copyOf = async (name: string, bytes: Buffer) => (await workingCopyOf(await inspectFile(name, "", bytes)))!;

describe("the working copy of a picture", () => {
  it.each(["image/jpeg", "image/png", "image/webp"] as const)(
    "of type %s does not tell who took it, with what, and where",
    async (type) => {
      const telling = await tellingPicture(type);
      expect(holdsMarker(telling)).toBe(true);
      expect((await sharp(telling).metadata()).exif).toBeInstanceOf(Buffer);
      const copy = await copyOf("a", telling);
      expect(holdsMarker(copy.bytes)).toBe(false);
      expect((await sharp(copy.bytes).metadata()).exif).toBeUndefined();
    },
  );

  it.each(["image/png", "image/webp", "image/jpeg"] as const)("of type %s looks the same", async (type) => {
    const original = (await pictures())[type];
    const copy = await copyOf("a", original);
    expect(copy.type).toBe(type);
    const [before, after] = await Promise.all([original, copy.bytes].map((bytes) => sharp(bytes).raw().toBuffer()));
    const difference = before!.reduce((sum, value, at) => sum + Math.abs(value - after!.readUInt8(at)), 0);
    expect(difference / before!.length).toBeLessThan(type === "image/png" ? Number.MIN_VALUE : 12);
  });

  it("stands as its metadata said it should", async () => {
    const { width, height } = await sharp((await copyOf("a.jpg", await lyingPicture())).bytes).metadata();
    expect({ width, height }).toEqual({ width: 32, height: 48 });
  });

  it("keeps all frames of an animation", async () => {
    const { pages, delay } = await sharp((await copyOf("a.webp", await animation())).bytes).metadata();
    expect({ pages, delay }).toEqual({ pages: 3, delay: [100, 100, 100] });
  });

  it("is made of one picture at a time, because each may take a lot of memory", async () => {
    const { "image/png": png } = await pictures();
    const inspected = await inspectFile("a.png", "", png);
    let most = 0;
    const count = (waiting: number) => (most = Math.max(most, waiting));
    sharp.queue.on("change", count);
    await Promise.all(Array.from({ length: 8 }, () => workingCopyOf(inspected)));
    sharp.queue.off("change", count);
    expect(most).toBeLessThanOrEqual(1);
  });

  it("is made though the one before could not be", async () => {
    const { "image/png": png } = await pictures();
    const [bad, good] = await Promise.allSettled([
      copyOf("bad.png", png.subarray(0, png.length >> 1)),
      copyOf("good.png", png),
    ]);
    expect(bad).toMatchObject({
      status: "rejected",
      reason: {
        kind: "invalid",
        message: "“bad.png” cannot be read to its end as a PNG picture. Attach another copy or a screenshot.",
      },
    });
    expect(good.status).toBe("fulfilled");
  });
});

describe("the working copy of a text", () => {
  it.each([
    ["\ufeffhello\r\nyou\rthere", "utf8", "hello\nyou\nthere"],
    ["\ufeffGrüße 👋", "utf16le", "Grüße 👋"],
    ["\u001b[31mred", "utf8", "[31mred"],
    ["a\u202eb\u2066c\u009bd", "utf8", "abcd"],
    ["שלום\u200f, 👩‍💻\tשורה\n", "utf8", "שלום\u200f, 👩‍💻\tשורה\n"],
  ] as const)("of %j (%s) says the same and does nothing", async (text, encoding, plain) => {
    expect((await copyOf("a.txt", Buffer.from(text, encoding))).bytes.toString()).toBe(plain);
  });
});

it("the working copy of a text in UTF-16 of either order says the same", async () => {
  const bytes = Buffer.from("\ufeffGrüße", "utf16le").swap16();
  expect((await copyOf("a.txt", bytes)).bytes.toString()).toBe("Grüße");
});

it("a PDF has no working copy", async () => {
  expect(await copyOf("a.pdf", Buffer.from("%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\r\n"))).toBeNull();
});
