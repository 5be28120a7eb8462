import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { LRUCache } from "lru-cache";
import { ImageResponse } from "next/og";
import sharp from "sharp";
import { escapeXml } from "@/lib/xml";

type Preview = { title: string; description: string; siteName: string };

const size = { width: 1200, height: 630 };
const colours = { paper: "#fbf9f4", ink: "#1e2230", muted: "#565b6b", accent: "#b3401f" };
const fontsFolder = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/@fontsource/fraunces/files");

// The font has Latin only, and the renderer would ask the network for anything else.
const isLatin = (text: string) => /^[\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018-\u201d\u2026]*$/.test(text);
const shorten = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
const asLatin = (text: string) => (isLatin(text) ? text : "");

async function drawCard({ title, description, siteName }: Preview): Promise<Buffer> {
  const font = (weight: 400 | 600) => ({
    name: "Fraunces",
    data: readFileSync(path.join(fontsFolder, `fraunces-latin-${weight}-normal.woff`)),
    weight,
    style: "normal" as const,
  });
  const card = (
    <div
      style={{
        ...size,
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        padding: "72px 80px",
        background: colours.paper,
        color: colours.ink,
        fontFamily: "Fraunces",
        borderLeft: `24px solid ${colours.accent}`,
      }}
    >
      <div style={{ display: "flex", fontSize: 30, color: colours.muted }}>{asLatin(siteName)}</div>
      <div style={{ display: "flex", fontSize: title.length > 48 ? 64 : 80, lineHeight: 1.1, fontWeight: 600 }}>
        {asLatin(shorten(title, 110))}
      </div>
      <div style={{ display: "flex", fontSize: 30, lineHeight: 1.4, color: colours.muted }}>
        {asLatin(shorten(description, 150))}
      </div>
    </div>
  );
  const image = new ImageResponse(card, { ...size, fonts: [font(400), font(600)] });
  return Buffer.from(await image.arrayBuffer());
}

/** Writes a title in other scripts with the fonts of the machine, which know them if any do. */
async function drawTitle(title: string): Promise<Buffer> {
  const text = `<span foreground="${colours.ink}">${escapeXml(shorten(title, 60))}</span>`;
  return sharp({ text: { text, font: "serif bold 56", width: 1000, rgba: true, dpi: 72 } })
    .png()
    .toBuffer();
}

const drawn = new LRUCache<string, Promise<Buffer>>({ max: 200 });

async function draw(preview: Preview): Promise<Buffer> {
  const card = sharp(await drawCard(preview));
  const overlay = isLatin(preview.title) ? [] : [{ input: await drawTitle(preview.title), left: 104, top: 230 }];
  return card.composite(overlay).png({ palette: true }).toBuffer();
}

let lastDrawing: Promise<unknown> = Promise.resolve();

// One at a time: drawing takes a fifth of a second of the whole process.
function drawInTurn(preview: Preview): Promise<Buffer> {
  const mine = lastDrawing.then(() => draw(preview));
  lastDrawing = mine.catch(() => undefined);
  return mine;
}

/** Draws the preview picture of a page, 1200 × 630 pixels, once for the same words; nothing leaves the machine. */
export function drawPreview(preview: Preview): Promise<Buffer> {
  const key = JSON.stringify(preview);
  const kept = drawn.get(key) ?? drawInTurn(preview);
  drawn.set(key, kept);
  // A failure must not be remembered.
  kept.catch(() => drawn.delete(key));
  return kept;
}
