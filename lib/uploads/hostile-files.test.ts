import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { downloadHeaders } from "./download-headers";
import { inspectFile } from "./inspect";
import { holdsMarker } from "./test-bytes";
import { hostileFiles, type HostileFile } from "./test-hostile-files";
import { workingCopyOf, type WorkingCopy } from "./working-copy";

const files = await hostileFiles();
const peakMegabytes = () => process.resourceUsage().maxRSS / 1024;
const before = peakMegabytes();

type Outcome =
  { fate: "refused"; sentence: string } | { fate: "download only" } | { fate: "made anew"; copy: WorkingCopy };

async function outcomeOf({ name, declared, bytes }: HostileFile): Promise<Outcome> {
  try {
    const copy = await workingCopyOf(await inspectFile(name, declared, bytes));
    return copy === null ? { fate: "download only" } : { fate: "made anew", copy };
  } catch (error) {
    if (error instanceof AppError && error.kind === "invalid") return { fate: "refused", sentence: error.message };
    throw error;
  }
}

// Where the last byte of each format stands: nothing may come after it.
function isWhole({ type, bytes }: WorkingCopy): boolean {
  if (type === "image/jpeg") return bytes.subarray(-2).toString("hex") === "ffd9";
  if (type === "image/png") return bytes.subarray(-8).toString("hex") === "49454e44ae426082";
  return bytes.readUInt32LE(4) === bytes.length - 8;
}

async function expectBarePicture(copy: WorkingCopy) {
  const { format, exif, icc, xmp, iptc, comments, orientation } = await sharp(copy.bytes).metadata();
  expect({ format: `image/${format}`, exif, icc, xmp, iptc, comments, orientation }).toEqual({ format: copy.type });
  expect(isWhole(copy)).toBe(true);
  expect(holdsMarker(copy.bytes)).toBe(false);
}

function expectQuietText({ bytes }: WorkingCopy) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  expect(text).not.toMatch(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\ufeff]/u);
}

function expectOnlyToBeSaved({ name, bytes }: HostileFile, { type }: WorkingCopy) {
  for (const isWorkingCopy of [true, false]) {
    const headers = new Headers(downloadHeaders({ name, type, size: bytes.length, isWorkingCopy }));
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="[\w -]+\.(jpg|png|webp|txt)"; filename\*=UTF-8''[\w%.-]+\.(jpg|png|webp|txt)$/,
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-type")).toMatch(
      /^(image\/(jpeg|png|webp)|text\/plain; charset=utf-8|application\/octet-stream)$/,
    );
  }
}

describe("a hostile file", () => {
  it("is one of more than two hundred, no two of them called the same", () => {
    expect(files.length).toBeGreaterThan(200);
    expect(new Set(files.map(({ what }) => what)).size).toBe(files.length);
  });

  it.each(files)("is refused with a sentence, or nothing of it is left: $what", async (file) => {
    const outcome = await outcomeOf(file);
    if (file.fate !== "either") expect(outcome.fate).toBe(file.fate);
    if (outcome.fate === "refused") {
      // Markers stand in contents, never in names: a refusal tells nothing of what is in the file.
      expect(outcome.sentence).toMatch(/^“[^\p{C}]{1,60}” [^\p{Cc}]{10,300}\.$/u);
      expect(holdsMarker(Buffer.from(outcome.sentence))).toBe(false);
    }
    if (outcome.fate === "made anew") {
      if (outcome.copy.type === "text/plain") expectQuietText(outcome.copy);
      else await expectBarePicture(outcome.copy);
      expectOnlyToBeSaved(file, outcome.copy);
    }
  });

  it("takes little memory, though all of them come at once", async () => {
    await Promise.all(files.map(outcomeOf));
    expect(peakMegabytes() - before).toBeLessThan(400);
  });
});
