import { eventually, expect, test, type Page } from "./test";

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Search" });
const fieldOf = (page: Page) => dialogOf(page).getByRole("combobox", { name: "Search the handbook" });
const optionsOf = (page: Page) => dialogOf(page).getByRole("option");

async function open(page: Page, path = "/handbook"): Promise<void> {
  await page.goto(path);
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  await page.keyboard.press("/");
  await expect(fieldOf(page)).toBeFocused();
}

test.beforeEach(async ({ request }) => {
  // A fresh portal reads its pages in the background.
  const isComplete = async () => !(await (await request.get("/search")).text()).includes("The index is being made");
  await eventually(isComplete).toBe(true);
});

test.describe("the dialog", () => {
  for (const key of ["/", "Control+k"]) {
    test(`opens with ${key} and gives the focus back when it closes`, async ({ page }) => {
      await page.goto("/handbook");
      await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
      const link = page.getByRole("banner").getByRole("link", { name: "Search" });
      await link.focus();
      await page.keyboard.press(key);
      await expect(dialogOf(page)).toBeVisible();
      await expect(fieldOf(page)).toBeFocused();
      await expect(fieldOf(page)).toHaveValue("");
      await page.keyboard.press("Escape");
      await expect(dialogOf(page)).toBeHidden();
      await expect(link).toBeFocused();
    });
  }

  test("opens by its link", async ({ page }) => {
    await page.goto("/");
    await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
    await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
    await expect(fieldOf(page)).toBeFocused();
    await expect(page).toHaveURL("/");
  });

  test("leaves a slash alone that is typed into a field", async ({ page }) => {
    await page.goto("/search");
    await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
    const field = page.getByRole("searchbox");
    await field.focus();
    await page.keyboard.type("a/b");
    await expect(field).toHaveValue("a/b");
    await expect(dialogOf(page)).toHaveCount(0);
  });

  test("shows sections under their page, and the keyboard leads to one of them", async ({ page }) => {
    await open(page);
    await fieldOf(page).fill("pairing");
    await expect(optionsOf(page).first()).toBeVisible();
    await expect(dialogOf(page).getByRole("listbox", { name: "Search results" })).toBeVisible();
    await expect(fieldOf(page)).toHaveAttribute("aria-expanded", "true");
    await expect(dialogOf(page).getByRole("status")).toContainText(/\d+ pages?/);
    const addresses = await optionsOf(page).evaluateAll((options) =>
      options.map((option) => option.getAttribute("href") ?? ""),
    );
    const position = addresses.findIndex((address) => address.includes("#"));
    expect(position).toBeGreaterThan(0);
    const [ownPage] = (addresses[position] ?? "").split("#");
    expect(addresses.slice(0, position)).toContain(ownPage);
    for (let step = 0; step <= position; step += 1) await page.keyboard.press("ArrowDown");
    const chosen = optionsOf(page).nth(position);
    await expect(chosen).toHaveAttribute("aria-selected", "true");
    await expect(fieldOf(page)).toHaveAttribute("aria-activedescendant", (await chosen.getAttribute("id")) ?? "");
    await expect(dialogOf(page).locator("[aria-selected=true]")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(addresses[position] ?? "");
    const target = decodeURIComponent((addresses[position] ?? "").split("#")[1] ?? "");
    await expect(page.locator(`[id="${target}"]`)).toBeInViewport();
    await expect(dialogOf(page)).toBeHidden();
  });

  test("goes round at both ends of the list, by way of the field", async ({ page }) => {
    await open(page);
    await fieldOf(page).fill("pairing");
    await expect(optionsOf(page).first()).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await expect(optionsOf(page).last()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("ArrowDown");
    await expect(dialogOf(page).locator("[aria-selected=true]")).toHaveCount(0);
    await page.keyboard.press("ArrowDown");
    await expect(optionsOf(page).first()).toHaveAttribute("aria-selected", "true");
  });

  test("Enter without a choice leads to all results", async ({ page }) => {
    await open(page);
    await fieldOf(page).fill("pairing");
    await expect(optionsOf(page).first()).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL("/search?q=pairing");
  });

  test("finds a mistyped word and says so", async ({ page }) => {
    await open(page);
    await fieldOf(page).fill("pairng");
    await expect(dialogOf(page).locator("[data-total]").getByText("Nothing holds")).toBeVisible();
    await expect(dialogOf(page).getByRole("link", { name: "pairing", exact: true })).toBeVisible();
    await expect(optionsOf(page).filter({ hasText: "Community pairing sessions" }).first()).toBeVisible();
    await expect(dialogOf(page).getByRole("status")).toContainText("pairing");
  });

  test("offers ways on when nothing is found", async ({ page }) => {
    await open(page);
    await fieldOf(page).fill("xylophonequark");
    await expect(dialogOf(page).getByText("Nothing found for")).toBeVisible();
    await expect(dialogOf(page).getByRole("status")).toContainText("Nothing found.");
    await dialogOf(page).getByRole("link", { name: "Browse the handbook by section" }).click();
    await expect(page).toHaveURL("/handbook");
  });

  test("says calmly that the search does not answer", async ({ page }) => {
    await open(page);
    await page.route("**/search/suggestions*", (route) => route.abort());
    await fieldOf(page).fill("pairing");
    await expect(dialogOf(page).getByRole("status")).toContainText("Try again in a moment.");
    await page.unroute("**/search/suggestions*");
    await fieldOf(page).fill("pairing sessions");
    await expect(optionsOf(page).first()).toBeVisible();
  });
});

test.describe("the page", () => {
  test("has the same results without a script as the dialog", async ({ page, browser, origin }) => {
    await open(page);
    await fieldOf(page).fill("pairing");
    await expect(optionsOf(page).first()).toBeVisible();
    const inDialog = await optionsOf(page).evaluateAll((options) =>
      options.map((option) => option.getAttribute("href")),
    );
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: origin });
    const plain = await context.newPage();
    await plain.goto("/search?q=pairing");
    const onPage = await plain
      .getByRole("main")
      .locator("[data-result] a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    await context.close();
    expect(onPage.slice(0, inDialog.length)).toEqual(inDialog);
  });

  test("finds a mistyped word and says so", async ({ page }) => {
    await page.goto("/search?q=pairng");
    const main = page.getByRole("main");
    await expect(main.getByText("Nothing holds")).toBeVisible();
    await expect(main.getByRole("link", { name: "Community pairing sessions", exact: true })).toBeVisible();
    await main.getByRole("link", { name: "pairing", exact: true }).click();
    await expect(page).toHaveURL("/search?q=pairing");
    await expect(main.getByText("Nothing holds")).toHaveCount(0);
  });

  test("offers ways on when nothing is found", async ({ page }) => {
    await page.goto("/search?q=xylophonequark");
    const main = page.getByRole("main");
    await expect(main.getByText("Nothing found for")).toBeVisible();
    for (const name of ["Browse the handbook by section", "Ask the people who know"]) {
      const address = (await main.getByRole("link", { name }).getAttribute("href")) ?? "";
      expect((await page.request.get(address)).status()).toBe(200);
    }
  });
});

const oddities: [string, string][] = [
  ["nothing", ""],
  ["only blanks", "   "],
  ["10,000 characters", "a".repeat(10_000)],
  ["2,000 words", "pairing ".repeat(1_250)],
  ["emoji", "🦊 👩‍👩‍👧‍👦"],
  ["quotes", `"pairing" 'sessions' “x” "`],
  ["query operators", "a & !b | (c <-> :*) \\"],
  ["SQL", "'; drop table search_section; --"],
  ["markup", "<img src=x onerror=alert(1)>"],
  ["NUL", "pair\0ing"],
  ["half a surrogate pair", "\ud83e"],
  ["right to left", "كيف أبدأ؟ \u202epairing"],
  ["Japanese", "ペアリング"],
  ["a percent sign", "100% %zz"],
];

for (const [name, text] of oddities) {
  test(`answers calmly to ${name}`, async ({ request }) => {
    // encodeURIComponent refuses half a pair, which a browser sends as the replacement character.
    const query = `?q=${encodeURIComponent(text.toWellFormed())}`;
    for (const path of ["/search", "/search/suggestions"]) {
      const answer = await request.get(path + query);
      expect(answer.status()).toBe(200);
      expect(await answer.text()).not.toContain("<img src=x");
    }
  });
}

test("answers calmly to a query that is no UTF-8, is given twice or is missing", async ({ request }) => {
  for (const query of ["?q=%ff%fe", "?q=%", "?q=a&q=b", "", "?q", "?q[]=a"]) {
    expect((await request.get(`/search${query}`)).status(), query).toBe(200);
    expect((await request.get(`/search/suggestions${query}`)).status(), query).toBe(200);
  }
});
