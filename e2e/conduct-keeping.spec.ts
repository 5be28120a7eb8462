import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "@playwright/test";
import { readFileSync } from "node:fs";
import sodium from "libsodium-wrappers-sumo";
import { OwnPortal } from "./own-portal";
import { expect, test, type Page } from "./test";

const portal = new OwnPortal();
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// One story: what one test does is what the next ones see.
test.describe.configure({ mode: "serial", timeout: 120_000 });
test.beforeAll(() => portal.start());
test.afterAll(() => portal.dispose());

type Options = { javaScriptEnabled?: boolean };

async function enter(browser: Browser, name: string, options: Options = {}): Promise<Page> {
  const given = { baseURL: portal.origin, viewport: { width: 390, height: 844 }, ...options };
  const page = await (await browser.newContext(given)).newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Be ${name}`, exact: true }).click();
  await expect(page).toHaveURL(/\/account/);
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

async function expectGood(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`))).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expect(page).toHaveTitle(/^Desk\b/);
}

async function expectMissing(page: Page, path: string): Promise<void> {
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(404);
}

let lea: Page, chi: Page, ana: Page, ari: Page;
let address = "";
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("figures and retention are there for leads, and are nothing for anybody else", async ({ browser }) => {
  lea = await enter(browser, "Lea");
  chi = await enter(browser, "Chi", { javaScriptEnabled: false });
  ana = await enter(browser, "Ana");
  ari = await enter(browser, "Ari");
  await lea.goto("/conduct/desk/figures");
  await expect(lea.getByText("There are no figures yet")).toBeVisible();
  await expectGood(lea);
  const file = await lea.request.get("/conduct/desk/figures/export?format=csv");
  expect(await file.text()).toBe("Half-year,Counted,Group,Count\r\n");
  expect(file.headers()["cache-control"]).toBe("private, no-store");
  await lea.goto("/conduct/desk/retention");
  await expect(lea.getByText("No case is held.")).toBeVisible();
  await expectGood(lea);
  for (const page of [chi, ana, ari]) {
    for (const path of ["/conduct/desk/figures", "/conduct/desk/retention"]) await expectMissing(page, path);
    await expectMissing(page, "/conduct/desk/figures/export?format=csv");
  }
});

test("a hold is placed by one person and confirmed by another", async () => {
  await lea.goto("/conduct/desk");
  await lea.locator("summary", { hasText: "Open a case without a report" }).click();
  const opening = lea.getByRole("form", { name: "Open a case" });
  await opening.getByLabel("What it is about").fill("Threats after the meetup");
  await opening.getByLabel("No conflict").check();
  await press(lea, "Open the case");
  await expect(lea).toHaveURL(/\/conduct\/desk\/cases\//);
  address = new URL(lea.url()).pathname;
  await lea.locator("summary", { hasText: "Give it to somebody" }).click();
  const task = lea.getByRole("form", { name: "Give it to somebody" });
  await task.getByLabel("Person").selectOption({ label: "Chi (demo)" });
  await task.getByLabel("Task").selectOption("handler");
  await task.getByRole("button", { name: "Give" }).click();
  await expect(lea.getByRole("button", { name: "End the task of Chi (demo)" })).toBeVisible();

  await lea.goto(`${address}/hold`);
  const form = lea.getByRole("form", { name: "Place a hold" });
  await form.getByLabel("Why it must be kept").fill("A court asked for it.");
  await form.getByLabel("Last day of the hold").fill(dayIn(-1));
  await form.getByRole("button").click();
  await expect(form.getByText("Choose a day after today.")).toBeVisible();
  await expect(form.getByLabel("Why it must be kept")).toHaveValue("A court asked for it.");
  await form.getByLabel("Last day of the hold").fill(dayIn(30));
  await form.getByRole("button").click();
  await expect(lea.getByText("Not confirmed: it stops counting on")).toBeVisible();
  await expect(lea.getByRole("button", { name: /Confirm the hold/ })).toHaveCount(0);
  await expectGood(lea);

  // Without another lead it is somebody who handles the case, here without a script.
  await chi.goto(`${address}/hold`);
  await press(chi, /Confirm the hold/);
  await expect(chi.getByText(/placed by Lea \(demo\), confirmed by Chi \(demo\)/)).toBeVisible();
  await expect(chi.getByRole("button", { name: /End the hold/ })).toHaveCount(0);
  await lea.goto("/conduct/desk/retention");
  await expect(lea.getByText(/: until the end of/)).toBeVisible();
  await expectGood(lea);
});

test("an export leaves once two people wanted it, and opens for its recipient only", async () => {
  await sodium.ready;
  const recipient = sodium.crypto_box_keypair();
  await lea.goto(`${address}/export`);
  const form = lea.getByRole("form", { name: "Ask for an export" });
  await form.getByLabel("What it is for").fill("A complaint");
  await form.getByLabel("Who receives it").fill("The court");
  await form.getByLabel("Public key of the recipient").fill("not a key");
  await form.getByRole("button").click();
  await expect(form.getByText("Paste the recipient’s public key")).toBeVisible();
  await form.getByLabel("Public key of the recipient").fill(Buffer.from(recipient.publicKey).toString("base64"));
  await form.getByRole("button").click();
  await expect(lea.getByText("Waits for a second person.")).toBeVisible();
  await expect(lea.getByRole("link", { name: "Take the file" })).toHaveCount(0);
  await expectGood(lea);

  await chi.goto(`${address}/export`);
  await press(chi, /Allow the export/);
  await expect(chi.getByText("Allowed; it can be taken once within a day.")).toBeVisible();
  await lea.reload();
  await expectGood(lea);
  const take = lea.getByRole("link", { name: "Take the file" });
  const href = (await take.getAttribute("href")) ?? "";
  for (const page of [chi, ana, ari]) expect((await page.request.get(href)).status()).toBe(404);
  const [download] = await Promise.all([lea.waitForEvent("download"), take.click()]);
  const sealed = readFileSync(await download.path());
  const opened = sodium.crypto_box_seal_open(sealed, recipient.publicKey, recipient.privateKey);
  const text = Buffer.from(opened).toString("utf8");
  expect(text).toContain("Threats after the meetup");
  expect(text).toContain("Made for The court");
  expect((await lea.request.get(href)).status()).toBe(409);
  await lea.reload();
  await expect(lea.getByText("Taken.", { exact: true })).toBeVisible();
});

test("hold and export are nothing for whoever does not work on the case", async () => {
  for (const page of [ana, ari])
    for (const room of ["hold", "export"]) {
      await expectMissing(page, `${address}/${room}`);
      await expectMissing(page, `/conduct/desk/cases/00000000-0000-4000-8000-000000000000/${room}`);
    }
});
