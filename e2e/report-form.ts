import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { OwnPortal } from "./own-portal";
import { expect, test } from "./test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Gives the tests of a file a portal of their own, in which the people of the desk hold their roles. */
export function withDesk(portal: OwnPortal): void {
  // Each test goes through a whole form.
  test.describe.configure({ timeout: 90_000 });
  test.beforeAll(async ({ browser }) => {
    test.setTimeout(90_000);
    await portal.start();
    // People of the demo hold their roles from when they are first tried.
    for (const name of ["Chi", "Sol", "Lea"]) {
      const context = await newBrowser(portal, browser);
      await enter(await context.newPage(), name);
      await context.close();
    }
  });
  test.afterAll(async () => portal.dispose());
  test.use({ baseURL: async ({}, provide) => provide(portal.origin) });
}

/** Opens a browser that nobody has used before. */
export const newBrowser = (
  portal: OwnPortal,
  browser: Browser,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<BrowserContext> => browser.newContext({ baseURL: portal.origin, ...options });

/** Signs in as a person of the demo and goes to a page. */
export async function enter(page: Page, name: string, address = "/account"): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(address)}`);
  await page.getByRole("button", { name: `Be ${name}` }).click();
  await expect(page).toHaveURL(address);
}

/** Presses a button by its whole name. */
export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
/** The heading of a step. */
export const step = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 2, name });
/** The field for what happened. */
export const story = (page: Page) => page.getByLabel("Tell it in your own words");

/** Goes from the beginning to the step where everything is shown once more. */
export async function fillIn(page: Page, text: string): Promise<void> {
  await press(page, "Continue");
  await story(page).fill(text);
  await press(page, "Continue");
  await expect(step(page, /Files and people/)).toBeVisible();
  await press(page, "Skip this step");
  await expect(step(page, /How we reach you/)).toBeVisible();
  await press(page, "Skip this step");
  await expect(step(page, /Read it once more/)).toBeVisible();
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** Expects a page that axe finds nothing on, that fits, and that looks like nothing in particular. */
export async function expectQuiet(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expect(page).toHaveTitle(/^Form\b/);
  await expect(page.getByRole("link", { name: "Leave this page" })).toBeVisible();
}

/** What a page keeps in the browser, beside cookies. */
export const storedBy = (page: Page) =>
  page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
