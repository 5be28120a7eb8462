import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "@playwright/test";
import { OwnPortal } from "./own-portal";
import { expect, test, type Page } from "./test";

const portal = new OwnPortal();

// One story: what one test does is what the next ones see.
test.describe.configure({ mode: "serial", timeout: 120_000 });
test.beforeAll(() => portal.start());
test.afterAll(() => portal.dispose());

let address = "";
let codeName = "";

/** Opens a browser of its own, signed in as a person of the demo. */
async function signInAs(browser: Browser, name: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: portal.origin, ...options })).newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Be ${name}`, exact: true }).click();
  await expect(page).toHaveURL(/\/account/);
  return page;
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** Opens everything that is folded on the page. */
const unfold = async (page: Page, summary: string) => page.locator("summary", { hasText: summary }).first().click();

test("a moderator opens a case, which has a name of two words and nothing in its address or title", async ({
  browser,
}) => {
  const chi = await signInAs(browser, "Chi");
  await chi.goto("/conduct/desk");
  await expect(chi.getByText("Nothing is here just now.")).toBeVisible();
  await unfold(chi, "Open a case without a report");
  await chi.getByLabel("What it is about, in a line").fill("Words about sandcastles");
  await chi.getByRole("radio", { name: /Rather close/ }).check();
  await chi.getByRole("button", { name: "Open the case" }).click();
  await expect(chi).toHaveURL(/\/conduct\/desk\/cases\/[0-9a-f-]{36}$/);
  address = new URL(chi.url()).pathname;
  codeName = await chi.getByRole("heading", { level: 1 }).innerText();
  expect(codeName).toMatch(/^[a-z]+-[a-z]+$/);
  expect(await chi.title()).toContain("Desk");
  expect(await chi.title()).not.toContain(codeName);
  await expect(chi.getByText("Words about sandcastles")).toBeVisible();
  // Rather close: reads and writes notes, and decides nothing.
  await expect(chi.getByRole("form", { name: "Describe the case" })).toHaveCount(0);
});

test("the queue is walked with keys, which can be turned off", async ({ browser }) => {
  const lea = await signInAs(browser, "Lea");
  await lea.goto("/conduct/desk");
  await expect(lea.getByRole("button", { name: "Turn the keys off" })).toBeVisible();
  await lea.keyboard.press("j");
  await expect(lea.getByRole("link", { name: codeName })).toBeFocused();
  await lea.keyboard.press("Enter");
  await expect(lea).toHaveURL(new RegExp(`${address}$`));
  await lea.goto("/conduct/desk");
  await lea.getByRole("button", { name: "Turn the keys off" }).click();
  await lea.keyboard.press("j");
  await expect(lea.getByRole("link", { name: codeName })).not.toBeFocused();
});

test("a case is taken and worked on without a script", async ({ browser }) => {
  const sol = await signInAs(browser, "Sol", { javaScriptEnabled: false });
  await sol.goto("/conduct/desk?view=unassigned");
  await sol.getByRole("link", { name: codeName }).click();
  await sol.getByRole("radio", { name: "No conflict" }).check();
  await sol.getByRole("button", { name: "Answer and take it" }).click();
  await expect(sol.getByText("It is yours.")).toBeVisible();
  await sol.getByRole("button", { name: "Start triage" }).click();
  await expect(sol.getByText("Set how severe it is.")).toBeVisible();

  await unfold(sol, "Change the line");
  const describe = sol.getByRole("form", { name: "Describe the case" });
  await describe.getByLabel("Severity").selectOption("serious");
  await describe.getByLabel("Is somebody at risk?").selectOption("no");
  await describe.getByRole("button", { name: "Save" }).click();
  await sol.getByRole("button", { name: "Start to investigate" }).click();
  await expect(sol.getByText("Write down at least one allegation.")).toBeVisible();

  await unfold(sol, "Add somebody");
  await sol.getByLabel("Name there, or the address").fill("@loud.one");
  await sol.getByRole("button", { name: "Add to the case" }).click();
  await expect(sol.getByText("@loud.one (Discord)")).toBeVisible();

  await unfold(sol, "Write down an allegation");
  await sol.getByLabel("What the person is said to have done").fill("Kicked a castle");
  await sol.getByRole("form", { name: "Write down an allegation" }).getByRole("button").click();
  await expect(sol.getByText("Kicked a castle")).toBeVisible();

  await unfold(sol, "Seal evidence");
  const seal = sol.getByRole("form", { name: "Seal evidence" });
  await seal.getByLabel("Original text").fill("Your castle is sand");
  await seal.getByRole("button", { name: "Seal" }).click();
  await expect(sol.getByText("Put in the link: a snapshot says where it was taken.")).toBeVisible();
  // What was typed is still there, and in sight.
  await expect(seal.getByLabel("Original text")).toHaveValue("Your castle is sand");
  await seal.getByLabel("Link").fill("https://example.org/castle");
  await seal.getByRole("button", { name: "Seal" }).click();
  await expect(sol.getByText(/It shows: nothing that wounds/)).toBeVisible();
  // Folded until somebody opens it.
  await expect(sol.getByText("Your castle is sand")).toBeHidden();
});

test("an older page never overwrites what somebody else changed, and keeps what was typed", async ({ browser }) => {
  const [sol, lea] = [await signInAs(browser, "Sol"), await signInAs(browser, "Lea")];
  for (const page of [sol, lea]) {
    await page.goto(address);
    await unfold(page, "Change the line");
  }
  const lineOf = (page: Page) => page.getByRole("form", { name: "Describe the case" }).getByLabel("In a line");
  const save = (page: Page) => page.getByRole("form", { name: "Describe the case" }).getByRole("button").click();
  await lineOf(lea).fill("From the lead");
  await save(lea);
  await expect(lea.getByText("Saved.")).toBeVisible();
  await lineOf(sol).fill("From an older page");
  await save(sol);
  await expect(sol.getByText("Somebody else changed this after you opened it.")).toBeVisible();
  await expect(lineOf(sol)).toHaveValue("From an older page");
  await lea.reload();
  await expect(lea.getByText("From the lead").first()).toBeVisible();
});

test("every page of the desk passes axe, narrow and wide", async ({ browser }) => {
  const lea = await signInAs(browser, "Lea");
  for (const width of [390, 1440]) {
    await lea.setViewportSize({ width, height: 900 });
    for (const page of ["/conduct/desk", address]) {
      await lea.goto(page);
      expect(await findViolations(lea), `${page} at ${width}`).toEqual([]);
      const overflow = await lea.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${page} at ${width}`).toBeLessThanOrEqual(0);
    }
    for (const summary of await lea.locator("main summary").all()) await summary.click();
    expect(await findViolations(lea), `unfolded at ${width}`).toEqual([]);
  }
});

test("whoever steps out in the middle finds the case nowhere, and others go on", async ({ browser }) => {
  const sol = await signInAs(browser, "Sol");
  await sol.goto(address);
  await sol.getByRole("radio", { name: /Too close/ }).check();
  await sol.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(sol).toHaveURL(/\/conduct\/desk$/);
  await expect(sol.getByRole("main")).not.toContainText(codeName);
  await sol.goto(`/conduct/desk?search=${codeName}`);
  await expect(sol.getByText("Nothing is here just now.")).toBeVisible();
  const answer = await sol.goto(address);
  expect(answer?.status()).toBe(404);
  await expect(sol.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
  const lea = await signInAs(browser, "Lea");
  await lea.goto("/conduct/desk?view=unassigned");
  await expect(lea.getByRole("link", { name: codeName })).toBeVisible();
});

test("for everybody else the desk does not exist", async ({ browser }) => {
  for (const name of ["Ana", "Tariq", "Ari"]) {
    const page = await signInAs(browser, name);
    for (const each of ["/conduct/desk", address, `${address}/reading`, address.replace("cases", "reports")]) {
      const answer = await page.goto(each);
      expect(answer?.status(), `${each} for ${name}`).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
    }
  }
});
