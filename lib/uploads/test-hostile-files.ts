import { deflateSync } from "node:zlib";
import type { FileType, PictureType } from "./file-types";
import { oddTexts } from "./test-odd-texts";
import {
  bytesOf,
  claimingPng,
  hex,
  marker,
  pngChunk,
  seeded,
  withJpegSegment,
  withPngChunks,
  withWebpChunk,
  zipOf,
} from "./test-bytes";
import { pictures, tellingPicture } from "./test-pictures";

/** What must become of a file: in "either" case, only that nothing worse happens. */
type Fate = "refused" | "made anew" | "download only" | "either";
/** A file as somebody with bad intentions, or bad luck, sends it. */
export type HostileFile = { what: string; name: string; declared: string; bytes: Buffer; fate: Fate };

const endings = {
  jpg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  pdf: "application/pdf",
  txt: "text/plain",
} as const satisfies Record<string, FileType>;
type Ending = keyof typeof endings;
const file = (what: string, ending: Ending, bytes: Buffer, fate: Fate): HostileFile => ({
  ...{ what: `${what}.${ending}`, name: `${what.replaceAll(" ", "-")}.${ending}`, declared: endings[ending] },
  ...{ bytes, fate },
});

const script = `<script>alert("${marker}")</script>`;
const zip = zipOf("evil.js", marker);
const pdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert("${marker}"))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
const padded = (digits: string, length = 600) => Buffer.concat([hex(digits), bytesOf(marker), Buffer.alloc(length)]);

/** What pretends, under every ending, to be something that is accepted. */
const pretenders: Record<string, Buffer> = {
  svg: bytesOf(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`),
  "svg with declaration": bytesOf(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
  html: bytesOf(`<!DOCTYPE html><html><body>${script}</body></html>`),
  "html after space": bytesOf(` \r\n\t<html>${script}`),
  "html after a mark": bytesOf(`\ufeff<html>${script}`),
  "html after an escape": bytesOf(`\u001b<html>${script}`),
  "html in UTF-16": bytesOf(`\ufeff<html>${script}`, "utf16le"),
  "html in a comment": bytesOf(`<!--\n-->${script}`),
  script: bytesOf(script),
  php: bytesOf(`<?php system($_GET["${marker}"]); ?>`),
  xml: bytesOf(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`),
  rtf: bytesOf(`{\\rtf1{\\object\\objdata ${marker}}}`),
  postscript: bytesOf(`%!PS-Adobe-3.0\n(${marker}) run`),
  "gif that is a script": bytesOf(`GIF89a=1;alert("${marker}")`),
  "pdf after a line": bytesOf(`\n${pdf}`),
  gif: padded("474946383961 0100 0100 80 00 00"),
  bitmap: padded("424d 0000 0000 0000 0000 3600 0000 2800 0000"),
  tiff: padded("49492a00 08000000"),
  icon: padded("00000100 0100 1010"),
  heic: padded("00000018 66747970 68656963 00000000 6d696631 68656963"),
  avif: padded("0000001c 66747970 61766966 00000000 61766966 6d696631 6d696166"),
  photoshop: padded("38425053 0001 0000"),
  zip,
  "office document": zipOf("word/document.xml", marker),
  gzip: padded("1f8b0800 00000000"),
  "seven zip": padded("377abcaf 271c0004"),
  rar: padded("52617221 1a070100"),
  "windows program": padded("4d5a9000 03000000 04000000 ffff0000"),
  "linux program": padded("7f454c46 02010100 00000000"),
  "mac program": padded("cffaedfe 07000001"),
  "java class": padded("cafebabe 00000034"),
  "web assembly": padded("0061736d 01000000"),
  "old office document": padded("d0cf11e0 a1b11ae1"),
  flash: padded("43575309 00000000"),
  movie: padded("00000018 66747970 6d703432 00000000"),
  music: padded("49443303 00000000 0000"),
  database: padded("53514c69 74652066 6f726d61 74203300"),
  nothing: Buffer.alloc(0),
  zeros: Buffer.alloc(5_000),
};

const renamed = () =>
  Object.entries(pretenders).flatMap(([what, bytes]) =>
    (["jpg", "png", "pdf", "txt"] as const).map((ending) => file(`${what} as`, ending, bytes, "refused")),
  );

/** Real pictures with more in them, or after them. */
async function polyglots(): Promise<HostileFile[]> {
  const { "image/jpeg": jpeg, "image/png": png, "image/webp": webp } = await pictures();
  const anew = (what: string, ending: Ending, bytes: Buffer) => file(what, ending, bytes, "made anew");
  const profile = Buffer.concat([bytesOf("ICC_PROFILE\0"), hex("0101"), bytesOf(marker.repeat(20))]);
  const packed = deflateSync(bytesOf(marker.repeat(50)));
  const after = { script: bytesOf(script), zip, pdf: bytesOf(pdf), "a program": padded("4d5a9000") };
  return [
    ...Object.entries(after).flatMap(([what, bytes]) => [
      anew(`JPEG and ${what}`, "jpg", Buffer.concat([jpeg, bytes])),
      anew(`PNG and ${what}`, "png", Buffer.concat([png, bytes])),
      anew(`WebP and ${what}`, "webp", Buffer.concat([webp, bytes])),
    ]),
    anew("telling JPEG", "jpg", await tellingPicture("image/jpeg")),
    anew("telling PNG", "png", await tellingPicture("image/png")),
    anew("telling WebP", "webp", await tellingPicture("image/webp")),
    anew("JPEG with a comment", "jpg", withJpegSegment(jpeg, 0xfe, bytesOf(script))),
    anew("JPEG with a profile", "jpg", withJpegSegment(jpeg, 0xe2, profile)),
    anew("JPEG with notes of a press", "jpg", withJpegSegment(jpeg, 0xed, bytesOf(`Photoshop 3.0\0${marker}`))),
    anew("JPEG with broken EXIF", "jpg", withJpegSegment(jpeg, 0xe1, bytesOf(`Exif\0\0MM\0*${marker}`))),
    anew("JPEG with a zip in it", "jpg", withJpegSegment(jpeg, 0xef, zip)),
    anew("PNG with text", "png", withPngChunks(png, pngChunk("tEXt", bytesOf(`Comment\0${script}`)))),
    anew("PNG with packed text", "png", withPngChunks(png, pngChunk("zTXt", Buffer.concat([hex("6100 00"), packed])))),
    anew("PNG with any text", "png", withPngChunks(png, pngChunk("iTXt", bytesOf(`a\0\0\0\0\0${marker}`)))),
    anew("PNG with EXIF", "png", withPngChunks(png, pngChunk("eXIf", bytesOf(`MM\0*\0\0\0\b\0\0${marker}`)))),
    anew("PNG with a chunk of its own", "png", withPngChunks(png, pngChunk("evIl", bytesOf(script)))),
    anew("WebP with a chunk of its own", "webp", withWebpChunk(webp, "evIl", bytesOf(script))),
  ];
}

/** Small files that would be large, or say they would. */
async function bombs(): Promise<HostileFile[]> {
  const { "image/jpeg": jpeg, "image/png": png } = await pictures();
  const refused = (what: string, ending: Ending, bytes: Buffer) => file(what, ending, bytes, "refused");
  const wideJpeg = Buffer.from(jpeg);
  const frame = wideJpeg.indexOf(hex("ffc0"));
  wideJpeg.writeUInt16BE(65_500, frame + 5);
  wideJpeg.writeUInt16BE(65_500, frame + 7);
  const canvas = hex("52494646 00000000 57454250 56503858 0a000000 02000000 fe3f00 fe3f00");
  const inflating = pngChunk("zTXt", Buffer.concat([hex("610000"), deflateSync(Buffer.alloc(50_000_000))]));
  return [
    refused("256 megapixels", "png", claimingPng(16_000, 16_000, Buffer.alloc(16_000 * 2_001))),
    refused("40 megapixels and a column", "png", claimingPng(8_001, 5_000, Buffer.alloc(5_000 * 1_002))),
    refused("a claim of 4 gigapixels", "png", claimingPng(65_535, 65_535, Buffer.alloc(100))),
    refused("a claim of all pixels there are", "png", claimingPng(0x7fffffff, 0x7fffffff, Buffer.alloc(100))),
    refused("a claim of no pixels", "png", claimingPng(0, 0, Buffer.alloc(100))),
    refused("a claim of 4 gigapixels", "jpg", wideJpeg),
    refused("a canvas without a picture", "webp", Buffer.concat([canvas, Buffer.alloc(64)])),
    file("PNG with 50 MB of packed text", "png", withPngChunks(png, inflating), "either"),
    file(
      "PNG with 2,000 texts",
      "png",
      withPngChunks(png, ...Array<Buffer>(2_000).fill(pngChunk("tEXt", bytesOf("a\0b")))),
      "either",
    ),
    refused("10 MiB and a byte", "txt", Buffer.alloc(10 * 1024 * 1024 + 1, "a")),
  ];
}

const endingOfPicture: Record<PictureType, Ending> = { "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

/** Pictures that were cut off, or changed on the way. */
async function damaged(): Promise<HostileFile[]> {
  const random = seeded(4);
  return Object.entries(await pictures()).flatMap(([type, bytes]) => {
    const ending = endingOfPicture[type as PictureType];
    const cut = [1, 4, 12, 40, bytes.length >> 2, bytes.length >> 1].map((length) =>
      file(`the first ${length} bytes of a picture`, ending, bytes.subarray(0, length), "refused"),
    );
    const flipped = Array.from({ length: 25 }, (_, count) => {
      const changed = Buffer.from(bytes);
      for (let flips = 0; flips <= count % 5; flips += 1) {
        const at = Math.floor(random() * bytes.length);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at);
      }
      return file(`a picture with flipped bits ${count}`, ending, changed, "either");
    });
    return [...cut, ...flipped];
  });
}

/** Good bytes under a name or a type that belongs to something else. */
async function lies(): Promise<HostileFile[]> {
  const { "image/jpeg": jpeg, "image/png": png } = await pictures();
  const lie = (name: string, declared: string, bytes: Buffer): HostileFile => ({
    ...{ what: `${name} as ${declared}`, name, declared, bytes, fate: "refused" },
  });
  return [
    ...["a.jpg", "a.gif", "a.svg", "a.html", "a.png.exe", "a.png.html", "a.pdf", "a."].map((name) =>
      lie(name, "image/png", png),
    ),
    ...["text/html", "image/svg+xml", "image/jpeg", "application/x-msdownload", "text/plain", "*/*", "a\r\nb: c"].map(
      (type) => lie("a.png", type, png),
    ),
    lie("a.png", "image/png", jpeg),
    lie("a.html", "text/html", bytesOf(marker)),
    lie("a.svg", "text/plain", bytesOf("plain")),
    lie("a.js", "text/plain", bytesOf("alert(1)")),
    lie("a.pdf", "text/plain", bytesOf(pdf)),
  ];
}

const oddNames = [
  ...["../../etc/passwd.png", "..\\..\\evil.png", "/etc/passwd.png", "C:\\a.png", "a\0.exe\0.png", "\u202egnp.exe.png"],
  ...[
    `${"a".repeat(300)}.png`,
    `${"👩‍💻".repeat(100)}.png`,
    "a\r\nSet-Cookie: a=b.png",
    "CON.png",
    "nul.png",
    "COM1.PNG",
  ],
  ...[".png", "  .png", '";filename=evil.html;".png', "%00%2e%2e%2f.png", "a;b=c.png", "<script>.png", "\ud800.png"],
  ...["عربي.png", "日本.png", "`id`.png", "$(id).png", "-rf.png", "a.html.png", "", "  ", "\u200b", "…", "a.png "],
];

/** Returns more than 200 hostile files, the same each time. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const { "image/png": png } = await pictures();
  const withZip = Buffer.concat([bytesOf(pdf), zip]);
  return [
    ...renamed(),
    ...(await polyglots()),
    ...(await bombs()),
    ...(await damaged()),
    ...(await lies()),
    ...oddNames.map((name): HostileFile => ({
      ...{ what: `a picture named ${JSON.stringify(name)}`, name, declared: "", bytes: png, fate: "made anew" },
    })),
    ...oddTexts().map(({ what, bytes, fate }) => file(what, "txt", bytes, fate)),
    file("pdf that runs a script", "pdf", bytesOf(pdf), "download only"),
    file("pdf with a zip after it", "pdf", withZip, "refused"),
    file("half a pdf", "pdf", bytesOf(pdf).subarray(0, 60), "refused"),
    file("pdf with a page after it", "pdf", bytesOf(`${pdf}${script}`), "refused"),
  ];
}
