import AxeBuilder from "@axe-core/playwright";
import { eventually, expect, test, type Page } from "./test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const long = "/handbook/guide/components";

const templates: { name: string; path: string; prepare?: (page: Page) => Promise<void> }[] = [
  { name: "hub", path: "/" },
  { name: "handbook home", path: "/handbook" },
  { name: "page with every component", path: long },
  { name: "channels", path: "/handbook/contact/channels" },
  { name: "team", path: "/handbook/team" },
  { name: "programs", path: "/handbook/programs" },
  { name: "empty search", path: "/search" },
  { name: "search results", path: "/search?q=pairing" },
  { name: "search without results", path: "/search?q=xylophonequark" },
  { name: "search dialog", path: "/handbook", prepare: openDialog },
  { name: "appearance menu", path: "/handbook", prepare: openMenu },
  { name: "all pages", path: "/pages" },
  { name: "history", path: "/history/handbook/community/pairing" },
  { name: "edit", path: "/edit/handbook/community/pairing" },
  { name: "settings", path: "/settings" },
  { name: "missing page", path: "/nowhere" },
];

async function openDialog(page: Page): Promise<void> {
  await page.keyboard.press("/");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.getByRole("dialog").getByRole("combobox").fill("pairing");
  await expect(page.getByRole("dialog").getByRole("option").first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
}

async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Appearance" }).click();
  await expect(page.locator("#appearance")).toBeVisible();
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} (${failureSummary})`),
  );
}

test.beforeEach(async ({ request }) => {
  const isComplete = async () => !(await (await request.get("/search")).text()).includes("The index is being made");
  await eventually(isComplete).toBe(true);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    for (const { name, path, prepare } of templates) {
      test(`axe finds nothing on: ${name}`, async ({ page }) => {
        await page.goto(path);
        await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
        await prepare?.(page);
        expect(await findViolations(page)).toEqual([]);
      });
    }
  });
}

test("axe finds nothing on a small screen with everything unfolded", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(long);
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  await page.evaluate(() =>
    document.querySelectorAll("article details, nav details").forEach((details) => details.setAttribute("open", "")),
  );
  expect(await findViolations(page)).toEqual([]);
});

test("the first press of Tab offers to skip to the content, and the next one goes on from there", async ({ page }) => {
  await page.goto(long);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

/** Presses Tab until the focus comes back to the start; returns what it met and whether the focus could be seen. */
async function walk(page: Page, most: number): Promise<{ name: string; isVisible: boolean }[]> {
  const met: { name: string; isVisible: boolean }[] = [];
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement || element instanceof SVGElement) || element === document.body) return null;
      const isSeen = element.dataset.walked !== undefined;
      element.dataset.walked = "";
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const hasOutline = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      const name =
        `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent ?? ""}`.slice(
          0,
          60,
        );
      return { isSeen, name, isVisible: hasOutline && width > 0 && height > 0 };
    });
    if (stop === null || stop.isSeen) return met;
    met.push({ name: stop.name, isVisible: stop.isVisible });
  }
  throw new Error("The focus did not come back: it is caught, or there is more to walk through than expected.");
}

for (const path of [
  "/",
  "/handbook/community/pairing",
  "/handbook/contact/channels",
  "/search?q=pairing",
  "/settings",
]) {
  test(`the keyboard reaches everything on ${path}, sees where it is and is not caught`, async ({ page }) => {
    await page.goto(path);
    await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
    const met = await walk(page, 600);
    expect(met.length).toBeGreaterThan(10);
    expect(met.filter(({ isVisible }) => !isVisible)).toEqual([]);
    // The last stop lies in the foot of the page: nothing on the way has held the focus.
    await page.keyboard.press("Shift+Tab");
    const links = page.getByRole("contentinfo").getByRole("link");
    await expect(links.last()).toHaveAttribute("data-walked", "");
  });
}

test("what scrolls sideways takes the focus, scrolls by the keyboard and lets go", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(long);
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  const table = page.getByRole("group", { name: /^Table/ }).first();
  await table.focus();
  await expect(table).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(table).not.toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(table).toBeFocused();
  const drawing = page.getByRole("group", { name: /scrolls sideways/ }).first();
  await drawing.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => drawing.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});

test("the dialog keeps the focus within itself while it is open", async ({ page }) => {
  await page.goto("/handbook");
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  await openDialog(page);
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press("Tab");
    const isInPage = await page.evaluate(() => {
      const element = document.activeElement;
      return element !== null && element !== document.body && element.closest("dialog") === null;
    });
    expect(isInPage).toBe(false);
  }
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("tabs follow the arrow keys, and only the chosen one is in the order of the keyboard", async ({ page }) => {
  await page.goto(long);
  const tabs = page.getByRole("tablist").first().getByRole("tab");
  await tabs.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(tabs.nth(1)).toBeFocused();
  await expect(tabs.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tabpanel", { name: "Another port" })).toBeVisible();
  await expect(tabs.first()).toHaveAttribute("tabindex", "-1");
  await page.keyboard.press("Home");
  await expect(tabs.first()).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(tabs.last()).toBeFocused();
});
