import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  exportFormat,
  listItems,
  verifyExport,
  writeExport,
  type ExportItem,
  type ExportManifest,
} from "./case-export";
import { redactorOf } from "./case-redaction";

function newSigner() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  return {
    publicKey: Buffer.from(x, "base64url").toString("base64"),
    sign: (bytes: Buffer) => sign(null, bytes, privateKey),
  };
}

const items: ExportItem[] = [
  { name: "case.json", encoding: "utf8", content: '{"summary":"“ünïcode” 😀"}' },
  { name: "files/1.bin", encoding: "base64", content: Buffer.from([0, 255, 1]).toString("base64") },
];
const manifest: ExportManifest = {
  ...{
    format: exportFormat,
    case: "amber-canoe",
    madeAt: "2026-11-20T10:00:00.000Z",
    recipient: "Court",
    purpose: "B",
  },
  ...{ scope: { withOriginals: false, withNotes: false, withNames: false }, redacted: [], templates: { notice: [3] } },
  ...{ audit: { last: { seq: 7, hash: "ab" }, checkpoint: null }, items: listItems(items) },
};
const signer = newSigner();
const whole = writeExport(manifest, items, signer);

type Bundle = { manifest: string; signature: string; publicKey: string; items: ExportItem[] };
/** The export after somebody changed something in it. */
function changed(change: (bundle: Bundle) => void): Buffer {
  const bundle: Bundle = JSON.parse(whole.toString("utf8"));
  change(bundle);
  return Buffer.from(JSON.stringify(bundle));
}
const problemsOf = (bytes: Uint8Array, key = signer.publicKey) => {
  const result = verifyExport(bytes, key);
  return result.ok ? [] : result.problems;
};

describe("an export of a case", () => {
  it("as it was made is verified, and says what it is", () => {
    expect(verifyExport(whole, signer.publicKey)).toEqual({ ok: true, manifest });
  });

  it.each<[string, (bundle: Bundle) => void, RegExp]>([
    ["a changed text", ({ items: [first] }) => (first!.content += " "), /^case\.json was changed/],
    ["changed bytes", ({ items: [, second] }) => (second!.content = "AAAA"), /^files\/1\.bin was changed/],
    ["a missing item", (bundle) => bundle.items.pop(), /is missing/],
    ["an item more", (bundle) => bundle.items.push({ ...items[0]!, name: "new.json" }), /does not belong/],
    ["an item twice", (bundle) => bundle.items.unshift({ ...items[0]!, content: "other" }), /more than one/],
    ["a changed manifest", (bundle) => (bundle.manifest = bundle.manifest.replace("Court", "Crown")), /signature/],
    ["a changed signature", (bundle) => (bundle.signature = Buffer.alloc(64).toString("base64")), /signature/],
    ["no signature", (bundle) => (bundle.signature = ""), /signature/],
  ])("with %s is not", (_, change, problem) => {
    expect(problemsOf(changed(change)).join(" ")).toMatch(problem);
  });

  it("that somebody else signed is not, whatever key it carries", () => {
    const forged = newSigner();
    expect(problemsOf(writeExport(manifest, items, forged))).toHaveLength(1);
    expect(problemsOf(whole, forged.publicKey)).toHaveLength(1);
  });

  it.each(["", "{", "[]", "null", '{"format":"another"}', "\u0000"])("is not what is none: %j", (text) => {
    expect(problemsOf(Buffer.from(text))).toEqual(["This is not an export of a case, or it is cut off."]);
  });

  it.each(["", "short", "A".repeat(44)])("is not verified by a key that is none: %j", (key) => {
    expect(problemsOf(whole, key)).toHaveLength(1);
  });
});

describe("redaction", () => {
  const redact = redactorOf([
    { name: "Ana Lopes", instead: "Reporter 1" },
    { name: "@an0n.ana", instead: "quiet-river" },
    { name: "Bo", instead: "green-hill" },
    { name: "山田", instead: "blue-lake" },
    { name: "a.*(b", instead: "red-sun" },
    { name: "Jose\u0301", instead: "old-tree" },
    { name: "  ", instead: "nobody" },
  ]);

  it.each([
    ["ANA LOPES said so", "Reporter 1 said so"],
    ["ask Ana, or Lopes", "ask Reporter 1, or Reporter 1"],
    ["<@an0n.ana> wrote", "<@quiet-river> wrote"],
    ["Bo, bo and Bob in the box", "green-hill, green-hill and Bob in the box"],
    ["昨日山田さんが", "昨日blue-lakeさんが"],
    ["a.*(b and aXX(b", "red-sun and aXX(b"],
    ["José", "old-tree"],
    ["nothing to hide", "nothing to hide"],
  ])("of %j gives %j", (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it("of nobody changes nothing", () => {
    expect(redactorOf([])("Ana e\u0301")).toBe("Ana e\u0301");
  });

  it("of a long text with many names takes a moment", () => {
    const many = redactorOf(Array.from({ length: 50 }, (_, number) => ({ name: `person-${number} x`, instead: "y" })));
    expect(many("word ".repeat(20_000))).toHaveLength(100_000);
  });
});
