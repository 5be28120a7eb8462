import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import pg from "pg";
import { keptMailsOf, signInLinkTo } from "./kept-mails";
import { OwnPortal } from "./own-portal";
import { ask } from "./raw-request";
import { RoundRobin } from "./round-robin";
import { eventually, expect, test } from "./test";

const run = promisify(execFile);
const server = process.env.TEST_DATABASE_URL;

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

// Where no PostgreSQL was found, `npm test` says so at its beginning.
if (server !== undefined && server !== "") {
  const portals = [new OwnPortal(), new OwnPortal()] as const;
  const [first, second] = portals;
  const proxy = new RoundRobin();
  const name = `portal_journeys_${randomBytes(6).toString("hex")}`;
  const address = Object.assign(new URL(server), { pathname: `/${name}` }).href;

  test.beforeAll(async () => {
    await administer(`create database ${name}`);
    await Promise.all([first.reserve(), second.reserve()]);
    await proxy.start([...portals]);
    const settings = {
      ...{ DATABASE_URL: address, PORTAL_SECRET: randomBytes(32).toString("hex"), PORTAL_CONTENT: first.content },
      ...{ PORTAL_ORIGIN: proxy.origin, PORTAL_EMAIL_SIGN_IN: "on" },
      PORTAL_CONDUCT_KEYS: path.join(first.folder, "conduct-keys.json"),
    };
    await run(process.execPath, ["lib/cli/portal.mjs", "conduct-keys", "make"], {
      env: { ...process.env, ...settings },
    });
    // Both at once, on a database without tables.
    await Promise.all(portals.map((portal) => portal.start(settings)));
  });
  test.afterAll(async () => {
    proxy.end();
    await Promise.all(portals.map((portal) => portal.dispose()));
    await administer(`drop database if exists ${name} with (force)`);
  });

  async function signIn(page: Page, email: string): Promise<void> {
    await page.goto(`${proxy.origin}/sign-in`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page).toHaveURL(`${proxy.origin}/sign-in/sent`);
    await eventually(() => signInLinkTo([...portals], email)).toBeDefined();
    await page.goto(signInLinkTo([...portals], email) ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(`${proxy.origin}/account`);
  }

  const cookieOf = async (page: Page) => {
    const cookie = (await page.context().cookies(proxy.origin)).find(({ name }) => name.endsWith("portal-session"));
    return `${cookie?.name}=${cookie?.value}`;
  };
  const statusAt = async (portal: OwnPortal, cookie: string) =>
    (await ask(portal.origin, "/account", { headers: { cookie } })).status;

  test("somebody who signed in through one portal is signed in at both, and out of both at once", async ({ page }) => {
    await signIn(page, "somebody@example.org");
    const cookie = await cookieOf(page);
    expect(await Promise.all(portals.map((portal) => statusAt(portal, cookie)))).toEqual([200, 200]);
    await page.getByRole("button", { name: "Sign out here" }).click();
    await expect(page.getByText("You are signed out in this browser.")).toBeVisible();
    expect(await Promise.all(portals.map((portal) => statusAt(portal, cookie)))).toEqual([307, 307]);
  });

  const ages: [string, string][] = [
    ["unused for thirty days", "last_seen_at = now() - interval '30 days'"],
    ["ninety days old", "created_at = now() - interval '90 days'"],
    ["over by its own date", "expires_at = now()"],
  ];
  for (const [age, change] of ages) {
    test(`a session that is ${age} leads to the sign-in page, and back afterwards`, async ({ page }) => {
      await signIn(page, `old-${ages.findIndex(([each]) => each === age)}@example.org`);
      const client = new pg.Client({ connectionString: address });
      await client.connect();
      const token = (await cookieOf(page)).split("=")[1] ?? "";
      const hash = createHash("sha256").update(token).digest("hex");
      const { rowCount } = await client.query(`update sign_in_session set ${change} where token_hash = $1`, [hash]);
      await client.end();
      expect(rowCount).toBe(1);
      await page.goto(`${proxy.origin}/account/data`);
      await expect(page).toHaveURL(`${proxy.origin}/sign-in?next=%2Faccount%2Fdata`);
    });
  }

  for (const javaScriptEnabled of [true, false]) {
    test(`forms work wherever they are sent, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ javaScriptEnabled });
      const page = await context.newPage();
      await signIn(page, `forms-${javaScriptEnabled}@example.org`);
      // Pages and their forms alternate between the portals; an odd number of requests turns them round.
      for (const shown of ["One", "Two", "Three", "Four"]) {
        await page.goto(`${proxy.origin}/account`);
        if (shown === "Three") await ask(proxy.origin, "/healthz");
        await page.getByLabel("Name", { exact: true }).fill(shown);
        await page.getByRole("button", { name: "Save profile" }).click();
        await expect(page.getByText(/saved/i).first()).toBeVisible();
        await page.goto(`${proxy.origin}/account`);
        await expect(page.getByLabel("Name", { exact: true })).toHaveValue(shown);
      }
      await context.close();
    });
  }

  test("a page that is saved shows at both at once, and is found by both", async () => {
    const word = `zebra${randomBytes(4).toString("hex")}`;
    first.writePage("two.mdx", ["title: Two portals", "description: A page of both."], `The word is ${word}.`);
    for (const portal of portals) expect((await portal.read("/handbook/two")).text).toContain(word);
    first.writePage("two.mdx", ["title: Two portals", "description: A page of both."], `It is ${word}next now.`);
    for (const portal of portals) expect((await portal.read("/handbook/two")).text).toContain(`${word}next`);
    for (const portal of portals)
      await eventually(async () => (await portal.read(`/search?q=${word}next`)).text).toContain("Two portals");
  });

  test("each mail is sent once, by one of them", async ({ page }) => {
    const addresses = Array.from({ length: 6 }, (_, index) => `mail-${index}@example.org`);
    for (const email of addresses) {
      await page.goto(`${proxy.origin}/sign-in`);
      await page.getByLabel("E-mail address").fill(email);
      await page.getByRole("button", { name: "Send me a link" }).click();
      await expect(page).toHaveURL(`${proxy.origin}/sign-in/sent`);
    }
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    await eventually(
      async () => (await client.query("select 1 from job where done_at is null and run_at <= now()")).rows,
    ).toEqual([]);
    await client.end();
    const sent = portals.flatMap(keptMailsOf).map(({ to }) => to);
    for (const email of addresses) expect(sent.filter((to) => to.includes(email))).toHaveLength(1);
  });

  test("a limit counts what both have let pass", async () => {
    const tries = 130;
    const answers = [];
    for (let index = 0; index < tries; index += 1) answers.push((await ask(proxy.origin, "/search?q=pairing")).status);
    expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(120);
    expect(answers.at(-1)).toBe(429);
  });

  test("when one is killed, the other goes on with the same session", async ({ page }) => {
    await signIn(page, "survivor@example.org");
    const cookie = await cookieOf(page);
    await first.kill();
    expect(await statusAt(second, cookie)).toBe(200);
    const token = createHash("sha256")
      .update(cookie.split("=")[1] ?? "")
      .digest("hex");
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    const { rows } = await client.query("select 1 from sign_in_session where token_hash = $1", [token]);
    await client.end();
    expect(rows).toHaveLength(1);
  });
}
