import { expect, test } from "./test";
import { attributeOf, elementsOf } from "./html";
import { OwnPortal } from "./own-portal";
import { ask as send } from "./raw-request";

const maximalHops = 2;

type Visited = { status: number; type: string; ids: Set<string>; links: string[] };

/** Returns the addresses a text leads to, as they are written. */
function linksOf(type: string, text: string): { links: string[]; ids: Set<string> } {
  if (type.startsWith("text/html")) {
    const elements = elementsOf(text);
    const addresses = elements.flatMap((element) =>
      [
        attributeOf(element, "href"),
        attributeOf(element, "src"),
        attributeOf(element, "action"),
        ...attributeOf(element, "srcSet").split(/,?\s+/),
      ].filter(Boolean),
    );
    return { links: addresses, ids: new Set(elements.map((element) => attributeOf(element, "id")).filter(Boolean)) };
  }
  if (type.includes("xml")) {
    return {
      links: [...text.matchAll(/(?:href="|<loc>)([^"<]+)/g)].map(([, address]) =>
        (address ?? "").replaceAll("&amp;", "&"),
      ),
      ids: new Set(),
    };
  }
  if (type.startsWith("text/plain") || type.startsWith("text/markdown")) {
    return {
      links: [...text.matchAll(/\]\((\/[^)\s]*|https?:[^)\s]*)\)/g)].map(([, address]) => address ?? ""),
      ids: new Set(),
    };
  }
  return { links: [], ids: new Set() };
}

const portal = new OwnPortal();
let readers = 0;

/** Asks as another reader each time: nobody alone searches for every link there is. */
function ask(address: string) {
  readers += 1;
  const reader = `10.0.${readers >> 8}.${readers & 255}`;
  return send(portal.origin, address, { headers: { "x-forwarded-for": reader } });
}

test.beforeAll(() => portal.start({ PORTAL_PROXIES: "1" }));
test.afterAll(() => portal.dispose());

test("no internal link and no fragment is dead, starting from the hub", async () => {
  test.setTimeout(240_000);
  const { origin } = portal;
  // Feeds and lists name the public origin of the portal, which in a test is another one.
  const declared = new URL(/<loc>([^<]+)<\/loc>/.exec((await ask("/sitemap.xml")).body.toString("utf8"))?.[1] ?? origin)
    .origin;
  const visited = new Map<string, Visited>();
  const foundOn = new Map<string, string>();
  const fragments: { address: string; id: string; on: string }[] = [];
  const external = new Set<string>();
  const dead: string[] = [];
  const waiting = ["/", "/feed.xml", "/llms.txt", "/sitemap.xml", "/robots.txt", "/search?q=pairing"];
  waiting.forEach((address) => foundOn.set(address, "the list of this test"));

  const note = (written: string, on: string) => {
    if (!URL.canParse(written, origin + on)) return void dead.push(`${written} on ${on} is no address`);
    const url = new URL(written, origin + on);
    if (url.origin !== origin && url.origin !== declared) return void external.add(url.href);
    const address = url.pathname + url.search;
    if (url.hash.length > 1) fragments.push({ address, id: decodeURIComponent(url.hash.slice(1)), on });
    if (foundOn.has(address)) return;
    foundOn.set(address, on);
    waiting.push(address);
  };

  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    let asked = address;
    let answer = await ask(asked);
    for (let hop = 0; hop < maximalHops && answer.headers.location?.startsWith("/"); hop += 1) {
      asked = answer.headers.location;
      answer = await ask(asked);
    }
    // Pages link to many searches, and this test follows them faster than readers do: who is asked to wait was understood.
    if (answer.status === 429) continue;
    const { status } = answer;
    const type = answer.headers["content-type"] ?? "";
    if (answer.headers.location !== undefined) external.add(answer.headers.location);
    else if (status !== 200) dead.push(`${address} on ${foundOn.get(address)}: ${status}`);
    const { links, ids } = linksOf(type, answer.body.toString("utf8"));
    visited.set(address, { status, type, ids, links });
    for (const link of links) note(link, asked);
  }
  for (const { address, id, on } of fragments) {
    const target = visited.get(address);
    if (target?.type.startsWith("text/html") && target.status === 200 && !target.ids.has(id))
      dead.push(`${address}#${id} on ${on}: no such element`);
  }
  expect(dead).toEqual([]);
  expect(visited.size).toBeGreaterThan(100);
  // Not visited: a test asks nothing of other people's servers. But each must be an address that a browser can open.
  for (const address of external) expect(address).toMatch(/^(https?|mailto|tel|webcal):/);
});
