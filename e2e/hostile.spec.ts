import { expect, test } from "./test";
import { ask, comparable, decoded } from "./raw-request";

const page = "/handbook/community/pairing";

test("no path leads out of the folders that are served", async ({ origin }) => {
  const ways = [
    "/media/../data/site.yaml",
    "/media/%2e%2e/data/site.yaml",
    "/media/..%2fdata%2fsite.yaml",
    "/media/%2e%2e%2fdata%2fsite.yaml",
    "/media/..%5cdata%5csite.yaml",
    "/media/guide/..%2f..%2fdata/site.yaml",
    "/media//etc/passwd",
    "/media/%2fetc%2fpasswd",
    "/media/guide/page-layout.png%00.yaml",
    "/media/%00",
    "/assets/../package.json",
    "/assets/..%2f..%2fpackage.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/handbook/..%2fdata%2fsite",
    "/handbook/..%2fsnippets%2freport-a-mistake",
    "/handbook/../../package.json",
    "/handbook/..%2f..%2fREADME.md",
    "/calendar/..%2fsite.ics",
    "/og/..%2f..%2fdata",
    "/edit/handbook/..%2f..%2fsnippets%2freport-a-mistake",
    "/edit/..%2fsnippets%2freport-a-mistake",
    "/history/handbook/..%2f..%2fdata",
    "/.git/config",
    "/.env",
    "/content/data/site.yaml",
    "/_next/..%2f..%2fpackage.json",
    "/_next/static/../../package.json",
  ];
  for (const way of ways) {
    const answer = await ask(origin, way);
    const text = decoded(answer).toString("utf8");
    expect([308, 400, 404], `${way}: ${answer.status}`).toContain(answer.status);
    expect(text, way).not.toMatch(/upstreamHandbook|"dependencies"|root:x:|\[core\]/);
  }
});

test("a path that cannot be read is refused as the sender's mistake", async ({ origin }) => {
  for (const odd of [
    "/%ff",
    "/handbook/%ff",
    "/handbook/%00",
    "/handbook/%",
    "/handbook/%zz",
    "/media/%ff",
    "/og/handbook/%ff",
    "/edit/handbook/%00",
    "/history/handbook/%ff",
    "/calendar/%00",
    `/handbook/${"a/".repeat(3_000)}`,
    `/handbook/${"x".repeat(300)}`,
    `/handbook/${"x".repeat(5_000)}`,
    `/media/${"x".repeat(300)}.png`,
    "/handbook/community/pairing.mdx",
    "/handbook/community/pairing.mdx/x",
    "/media/guide/page-layout.png/x.png",
    "/handbook/%F0%9F%A6%8A",
    "/constructor",
    "/__proto__",
    "/handbook/__proto__",
  ]) {
    const { status } = await ask(origin, odd);
    expect([400, 404, 414], `${odd.slice(0, 40)}: ${status}`).toContain(status);
  }
});

test("odd parameters are ignored", async ({ origin }) => {
  for (const odd of [
    "/pages?section=%00",
    "/pages?section=__proto__",
    "/pages?page=-1",
    "/pages?page=1e99",
    "/pages?page=99999999",
    "/handbook/contact/channels?platform=__proto__",
    "/handbook/contact/channels?platform=%00&owner=%ff&audience=x",
    `${page}?x=${"y".repeat(5_000)}`,
    "/media/guide/page-layout.png?format=../x",
    "/media/guide/page-layout.png?v=%00",
  ]) {
    expect((await ask(origin, odd)).status, odd.slice(0, 60)).toBe(200);
  }
});

test("cookies of any kind do no harm", async ({ origin }) => {
  const plain = decoded(await ask(origin, page)).toString("utf8");
  const forged = [
    "portal-preferences=",
    "portal-preferences=%",
    "portal-preferences=%ff%fe",
    "portal-preferences=theme%3Dneon%26width%3Dhuge%26zone%3DNowhere%2FAtAll",
    "portal-preferences=theme%3D%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "portal-preferences=zone%3D..%2F..%2Fetc%2Fpasswd",
    "portal-preferences=theme=system; portal-preferences=theme=system",
    `other=${"x".repeat(7_000)}`,
    "a;b;;=;=x; =",
    "__proto__=1; portal-session=admin; tier=team",
  ];
  for (const cookie of forged) {
    const answer = await ask(origin, page, { headers: { cookie } });
    expect(answer.status, cookie.slice(0, 60)).toBe(200);
    expect(decoded(answer).toString("utf8"), cookie.slice(0, 60)).toBe(plain);
    const room = await ask(origin, "/settings", { headers: { cookie } });
    expect(room.status, `/settings with ${cookie.slice(0, 60)}`).toBe(200);
    expect(room.body.toString("utf8")).not.toContain("<script>alert");
  }
  expect([400, 431]).toContain((await ask(origin, page, { headers: { cookie: `x=${"y".repeat(40_000)}` } })).status);
  expect((await ask(origin, page)).status).toBe(200);
});

test("headers that only the portal itself may set change nothing", async ({ origin }) => {
  const attempts: Record<string, string>[] = [
    { "x-portal-address": "-" },
    { "x-portal-address": "/", "x-document-encoding": "br" },
    { "x-nonce": "bm9uY2Vub25jZW5vbmNlbm8=", "content-security-policy": "script-src *" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http", "x-forwarded-for": "127.0.0.1" },
    { forwarded: "host=evil.example;proto=https", "x-original-url": "/settings", "x-rewrite-url": "/settings" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy", "x-middleware-rewrite": "/settings" },
    { "x-invoke-path": "/settings", "x-matched-path": "/settings", "x-now-route-matches": "1" },
    { "next-router-prefetch": "1", "next-router-state-tree": "[]", "next-url": "/settings" },
    { "x-http-method-override": "POST" },
  ];
  const documents = [page, "/", "/nowhere", "/handbook/community/pairing/"];
  for (const document of documents) {
    for (const encoding of ["identity", "gzip"]) {
      const control = await ask(origin, document, { headers: { "accept-encoding": encoding } });
      for (const headers of attempts) {
        const answer = await ask(origin, document, { headers: { "accept-encoding": encoding, ...headers } });
        expect(comparable(answer), `${document} with ${JSON.stringify(headers)}`).toEqual(comparable(control));
      }
    }
  }
});

test("the headers of the framework's own navigation lead to the same document", async ({ request }) => {
  const control = await (await request.get(page)).text();
  const answer = await request.get(page, {
    headers: { rsc: "1", "next-router-prefetch": "1", "next-router-state-tree": "[]" },
  });
  expect(new URL(answer.url()).pathname).toBe(page);
  expect(answer.headers()["content-type"]).toBe("text/html; charset=utf-8");
  expect(await answer.text()).toBe(control);
});

test("the room takes its nonce and its names from nobody else", async ({ origin }) => {
  const given = "bm9uY2Vub25jZW5vbmNlbm8=";
  const attempts: Record<string, string>[] = [
    { "x-nonce": given, "content-security-policy": `script-src 'nonce-${given}'` },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-forwarded-host": "evil.example" },
  ];
  for (const headers of attempts) {
    const { status, headers: answered, body } = await ask(origin, "/settings", { headers });
    expect(status).toBe(200);
    expect(answered["content-security-policy"]).toMatch(/'nonce-[\w+/=]{22,}'/);
    expect(answered["content-security-policy"]).not.toContain(given);
    expect(body.toString("utf8")).not.toContain(given);
    expect(body.toString("utf8")).not.toContain("evil.example");
  }
});

test("another Host changes no document that others read", async ({ origin }) => {
  const control = decoded(await ask(origin, page)).toString("utf8");
  const answer = await ask(origin, page, { headers: { host: "evil.example" } });
  expect(decoded(answer).toString("utf8")).not.toContain("evil.example");
  expect(decoded(await ask(origin, page)).toString("utf8")).toBe(control);
});

test("documents are only read", async ({ origin }) => {
  for (const document of [
    "/",
    page,
    "/pages",
    "/search",
    "/search/suggestions",
    "/sitemap.xml",
    "/feed.xml",
    "/media/guide/page-layout.png",
    "/nowhere",
    "/og/handbook.png",
    `/edit${page}`,
    `/history${page}`,
  ]) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      expect((await ask(origin, document, { method })).status, `${method} ${document}`).toBe(405);
    }
  }
  for (const method of ["TRACE", "PROPFIND", "OPTIONS"]) {
    for (const address of [page, "/settings"]) expect((await ask(origin, address, { method })).status).toBe(405);
  }
  expect((await ask(origin, "/assets/manifest.json", { method: "POST" })).status).toBe(405);
});

test("a form of a megabyte and more is refused before it is read", async ({ origin }) => {
  const headers = { "content-length": "2000000", "content-type": "application/x-www-form-urlencoded" };
  expect((await ask(origin, "/settings", { method: "POST", headers })).status).toBe(413);
});

test("what Next says to itself means nothing from outside", async ({ origin }) => {
  const missing = await ask(origin, "/nowhere", { headers: { "x-middleware-prefetch": "1", "x-nextjs-data": "1" } });
  expect(missing.status).toBe(404);
  expect(missing.headers).not.toHaveProperty("x-matched-path");
});

test("a whole address and a slash too many lead to the page", async ({ origin }) => {
  const control = decoded(await ask(origin, page)).toString("utf8");
  for (const address of [`http://elsewhere.example${page}`, `/${page}`]) {
    expect(decoded(await ask(origin, address)).toString("utf8"), address).toBe(control);
  }
});

test("a settings form sent from another site is refused", async ({ page: tab, origin }) => {
  await tab.goto("/settings");
  const fields = await tab
    .locator("form")
    .filter({ has: tab.getByRole("radio") })
    .evaluate((form) =>
      [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)] as [string, string]),
    );
  const hidden = (await tab.request.get("/settings")).text();
  // The names of the action stand in the document as it came from the server.
  const names = [...(await hidden).matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)].map(
    ([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&")] as [string, string],
  );
  const all = new Map([...names, ...fields, ["theme", "dark"] as [string, string]]);
  const boundary = "----test";
  const body =
    [...all]
      .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join("") + `--${boundary}--\r\n`;
  const send = (headers: Record<string, string>) =>
    ask(origin, "/settings", {
      method: "POST",
      body,
      headers: { "content-type": `multipart/form-data; boundary=${boundary}`, ...headers },
    });
  const own = await send({ origin });
  expect(own.status).toBe(200);
  expect(own.headers["set-cookie"]?.join(" ")).toContain("theme%3Ddark");
  for (const sender of ["https://evil.example", "null", `${origin}.evil.example`, `http://evil.example/${origin}`]) {
    const other = await send({ origin: sender });
    expect(other.headers["set-cookie"], sender).toBeUndefined();
    expect(other.body.toString("utf8"), sender).not.toContain("Saved. Every page");
  }
  const noOrigin = await send({});
  expect(noOrigin.headers["set-cookie"]).toBeUndefined();
});

test("odd forms save nothing, tell nothing and leave the room as it was", async ({ origin }) => {
  const attempts: [string, string][] = [
    ["application/x-www-form-urlencoded", "theme=dark"],
    ["application/json", "{}"],
    ["text/plain;charset=UTF-8", "[]"],
    ["multipart/form-data; boundary=x", "--x\r\nbroken"],
    ["multipart/form-data", ""],
  ];
  for (const [type, body] of attempts) {
    for (const action of [null, "0".repeat(42), "__proto__"]) {
      const headers = { "content-type": type, origin, ...(action === null ? {} : { "next-action": action }) };
      const answer = await ask(origin, "/settings", { method: "POST", body, headers });
      expect(answer.headers["set-cookie"], `${type} ${action}`).toBeUndefined();
      expect(answer.body.toString("utf8"), `${type} ${action}`).not.toMatch(/\.next\/|node_modules|\n\s+at /);
    }
  }
  expect((await ask(origin, "/settings")).status).toBe(200);
});

test("what belongs to development does not exist", async ({ origin }) => {
  const control = await ask(origin, "/nowhere");
  for (const address of [
    "/dev/changes",
    "/__nextjs_original-stack-frames",
    "/_next/webpack-hmr",
    "/__nextjs_source-map",
  ]) {
    expect((await ask(origin, address)).status, address).toBe(404);
  }
  expect(comparable(await ask(origin, "/dev/changes"))).toEqual(comparable(control));
});
