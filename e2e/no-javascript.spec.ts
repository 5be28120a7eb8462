import { expect, test } from "./test";

test.use({ javaScriptEnabled: false });

const pairing = "/handbook/community/pairing";

test("a page is read, and the next one is reached", async ({ page }) => {
  await page.goto("/");
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Community/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto(pairing);
  await expect(page.getByRole("heading", { name: "When", exact: true })).toBeVisible();
  await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "When", exact: true }).click();
  await expect(page).toHaveURL(`${pairing}#when`);
  await page.getByRole("navigation", { name: "Previous and next page" }).getByRole("link", { name: /^Next/ }).click();
  await expect(page).not.toHaveURL(new RegExp(`${pairing}(#|$)`));
});

test("search works by its form", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("main").getByRole("searchbox").fill("pairing");
  await page.getByRole("main").getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL("/search?q=pairing");
  await expect(page.getByRole("searchbox")).toHaveValue("pairing");
  await page.getByRole("main").getByRole("link", { name: "Community pairing sessions", exact: true }).click();
  await expect(page).toHaveURL(pairing);
});

test("the search link of every page leads to the form", async ({ page }) => {
  await page.goto(pairing);
  await page.getByRole("banner").getByRole("link", { name: "Search" }).click();
  await expect(page).toHaveURL("/search");
  await expect(page.getByRole("searchbox")).toBeVisible();
});

test("channels are narrowed by links, and the choice is part of the address", async ({ page }) => {
  await page.goto("/handbook/contact/channels");
  const filters = page.getByRole("navigation", { name: "Narrow the list of channels" }).first();
  await filters
    .getByRole("link", { name: /^Discord/ })
    .first()
    .click();
  await expect(page).toHaveURL(/[?&]platform=discord/);
  await expect(filters.locator("[aria-current]").filter({ hasText: "Discord" })).toBeVisible();
  const list = page.locator("#channel-list");
  await expect(list.getByRole("heading", { name: /^Discord/ })).toBeVisible();
  await expect(list.getByRole("heading", { name: /^Slack/ })).toHaveCount(0);
  await filters.getByRole("link", { name: /^All/ }).first().click();
  await expect(page).not.toHaveURL(/platform=/);
  await expect(list.getByRole("heading", { name: /^Slack/ })).toBeVisible();
});

test("tabs stand one below the other and folded parts open", async ({ page }) => {
  await page.goto("/handbook/guide/components");
  for (const label of ["npm", "Another port"])
    await expect(page.getByRole("heading", { name: label, exact: true })).toBeVisible();
  await expect(page.getByRole("tab")).toHaveCount(0);
  const text = page.getByText("Text that only some readers need.", { exact: true });
  await expect(text).toBeHidden();
  await page.locator("details", { has: text }).locator("summary").click();
  await expect(text).toBeVisible();
});

test("settings are saved by the form and the next document comes with them", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.getByRole("radio", { name: /^Wide/ }).check();
  await page.getByLabel("Time zone").fill("Asia/Tokyo");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("Saved. Every page now looks this way in this browser.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
  await page.goto(pairing);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-width", "wide");
  await expect(page.getByRole("region", { name: "Next session" }).first()).toContainText("(Tokyo)");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
});

test("a zone that does not exist is refused beside its field, and what was typed stays", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Dark" }).check();
  const zone = page.getByLabel("Time zone");
  await zone.fill("Middle-earth/Shire");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(zone).toHaveValue("Middle-earth/Shire");
  await expect(zone).toHaveAttribute("aria-invalid", "true");
  await expect(zone).toHaveAccessibleDescription(/This is not a time zone\./);
  await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  await page.goto(pairing);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "system");
});
