import { mkdir } from "node:fs/promises";
import path from "node:path";
import { reportFirstVisit } from "./first-visit.mjs";
import { compareLoad } from "./load.mjs";
import { findNginx, startNginx } from "./nginx.mjs";
import { asMilliseconds, asTimes, rounded } from "./numbers.mjs";
import { addStaticPages, buildCopy, copyPortal, partsOf } from "./portal-copy.mjs";
import { startServer } from "./portal.mjs";
import { ask, read } from "./web.mjs";

/** @typedef {import("./report.mjs").Report} Report */
/** @typedef {import("./portal.mjs").Service} Service */

const pages = { usual: "/handbook/community/pairing", long: "/handbook/guide/components" };
const acceptEncoding = { "accept-encoding": "br, gzip" };
const perSecond = (/** @type {import("./load.mjs").Rate} */ rate) => `${rounded(rate.perSecond)}/s`;

/**
 * Reads documents of the portal as it is, and builds a copy that also holds them as static App Router pages.
 * @param {{ root: string, work: string }} folders
 */
async function buildWithStaticPages({ root, work }) {
  const portal = await startServer({ root, content: path.join(root, "content"), data: path.join(work, "first-data") });
  try {
    await portal.ready(pages.usual);
    const [usual, long] = [
      partsOf(await read(`${portal.address}${pages.usual}`)),
      partsOf(await read(`${portal.address}${pages.long}`)),
    ];
    const copy = path.join(work, "portal");
    await copyPortal(root, copy);
    await addStaticPages(copy, usual.stylesheet, { usual: usual.body, long: long.body });
    await portal.stop();
    await buildCopy(copy);
    return copy;
  } finally {
    await portal.stop();
  }
}

/** @param {Report} report @param {Service} portal @param {"usual" | "long"} name */
async function compareWithStatic(report, portal, name) {
  const document = `${portal.address}${pages[name]}`;
  const page = `${portal.address}/bench-static/${name}`;
  const etag = (await ask(document, acceptEncoding)).headers.etag;
  const staticHeaders = (await ask(page, acceptEncoding)).headers;
  if (etag === undefined) throw new Error(`${document} has no ETag.`);
  if (staticHeaders["x-nextjs-cache"] !== "HIT") throw new Error(`${page} is not served as a static page.`);
  const rateOf = await compareLoad([
    { name: "document", url: document, headers: acceptEncoding, service: portal },
    { name: "static", url: page, headers: acceptEncoding, service: portal },
    {
      name: "unchanged",
      url: document,
      headers: { ...acceptEncoding, "if-none-match": etag },
      status: 304,
      service: portal,
    },
  ]);
  const [ours, theirs, unchanged] = [rateOf("document"), rateOf("static"), rateOf("unchanged")];
  const ratio = ours.perSecond / theirs.perSecond;
  report.add(
    `${pages[name]}: cached document against the same content as a static App Router page, same server`,
    `${asTimes(ratio)} (${perSecond(ours)} against ${perSecond(theirs)})`,
    { goal: "≥ 4 ×", isReached: ratio >= 4 },
  );
  // Other programs on the machine distort answers per second; processor time hardly.
  report.add(
    `${pages[name]}: processor time per answer, document / static page / 304`,
    [ours, theirs, unchanged].map(({ processor }) => asMilliseconds(processor)).join(" / "),
  );
  const saving = unchanged.perSecond / ours.perSecond;
  report.add(`${pages[name]}: 304 to If-None-Match against 200`, `${asTimes(saving)} (${perSecond(unchanged)})`, {
    goal: "no slower (≥ 0.95 ×)",
    isReached: saving >= 0.95,
  });
}

/** @param {Report} report @param {{ portal: Service, root: string, work: string }} place */
async function compareBehindNginx(report, { portal, root, work }) {
  const program = findNginx();
  if (program === null) return report.note("No nginx was found: what it adds in front is not measured.");
  const url = new URL(portal.address);
  await mkdir(work, { recursive: true });
  const gzip = { "accept-encoding": "gzip" };
  const html = await read(`${portal.address}${pages.usual}`);
  const { service, staticAddress } = await startNginx({ program, root, work, portalPort: Number(url.port), html });
  try {
    await service.ready(pages.usual);
    const { headers } = await ask(`${service.address}${pages.usual}`, gzip);
    if (headers["content-encoding"] !== "gzip") throw new Error("nginx did not pass the compressed document on.");
    const rateOf = await compareLoad([
      { name: "cached", url: `${service.address}${pages.usual}`, headers: gzip },
      { name: "file", url: `${staticAddress}/page.html`, headers: gzip },
    ]);
    const [cached, file] = [rateOf("cached"), rateOf("file")];
    const ratio = cached.perSecond / file.perSecond;
    report.add(
      "Behind nginx as docs/operations.md says, against a compressed static file under the same nginx",
      `${asTimes(ratio)} (${perSecond(cached)} against ${perSecond(file)})`,
      { goal: "≈ 1 × (≥ 0.8)", isReached: ratio >= 0.8 },
    );
  } finally {
    await service.stop();
  }
}

/**
 * Measures how fast documents are served, beside the same content as static pages, and what a first visit loads.
 * @param {Report} report
 * @param {{ root: string, work: string }} folders root of a built portal, and an empty folder to work in
 */
export async function benchServing(report, { root, work }) {
  const copy = await buildWithStaticPages({ root, work });
  const portal = await startServer({ root: copy, content: path.join(copy, "content"), data: path.join(work, "data") });
  try {
    await portal.ready(pages.usual);
    await compareWithStatic(report, portal, "usual");
    await compareWithStatic(report, portal, "long");
    await compareBehindNginx(report, { portal, root: copy, work: path.join(work, "nginx") });
    await reportFirstVisit(report, portal.address, "/");
    await reportFirstVisit(report, portal.address, pages.usual);
  } finally {
    await portal.stop();
  }
}
