import { expect, test, type Page } from "./test";
import { watchPage } from "./watching";

const groundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Appearance" }).click();
  await page.locator("#appearance").getByRole("link", { name, exact: true }).click();
}

test.use({ colorScheme: "light" });

test("the appearance changes without a reload and stays for the next page", async ({ page, origin }) => {
  const complaints = await watchPage(page, origin);
  await page.goto("/handbook");
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  const light = await groundOf(page);
  await page.evaluate(() => (document.title = "not reloaded"));
  await choose(page, "Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("#appearance")).toBeHidden();
  await expect(page).toHaveTitle("not reloaded");
  await expect(page).toHaveURL("/handbook");
  expect(await groundOf(page)).not.toBe(light);
  // The next document comes dark from the server: nothing has to be repainted by a script.
  const next = await page.request.get("/handbook/community");
  expect(await next.text()).toMatch(/<html [^>]*data-theme="dark"/);
  expect(next.headers()["cache-control"]).toContain("private");
  await page.goto("/handbook/community");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("banner").getByRole("button", { name: "Appearance" }).click();
  await expect(page.locator("#appearance").getByRole("link", { name: "Dark" })).toHaveAttribute("aria-current", "true");
  await page.locator("#appearance").getByRole("link", { name: "As the system" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "system");
  expect(await groundOf(page)).toBe(light);
  expect(await page.context().cookies()).toEqual([]);
  expect(await complaints()).toEqual({ console: [], policy: [], elsewhere: [] });
});

test("as the system follows the system, and a choice does not", async ({ page }) => {
  await page.goto("/");
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  const light = await groundOf(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => groundOf(page)).not.toBe(light);
  await choose(page, "Light");
  await expect.poll(() => groundOf(page)).toBe(light);
});

test("the menu opens and closes by the keyboard", async ({ page }) => {
  await page.goto("/");
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  const button = page.getByRole("banner").getByRole("button", { name: "Appearance" });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#appearance")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("#appearance")).toBeHidden();
  await expect(button).toBeFocused();
});

test.describe("the settings room", () => {
  test("has a policy with a fresh nonce and no hole in it", async ({ request }) => {
    const policies = await Promise.all([request.get("/settings"), request.get("/settings")]).then((answers) =>
      answers.map((answer) => answer.headers()["content-security-policy"] ?? ""),
    );
    const nonces = policies.map((policy) => /script-src [^;]*'nonce-([\w+/=]{22,})'/.exec(policy)?.[1]);
    expect(nonces[0]).toBeDefined();
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const policy of policies) {
      expect(policy).not.toContain("unsafe-");
      for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
        expect(policy).toContain(part);
      }
    }
  });

  test("becomes alive, keeps what was typed when it is refused, and saves", async ({ page, origin }) => {
    const complaints = await watchPage(page, origin);
    await page.goto("/settings", { waitUntil: "networkidle" });
    await page.evaluate(() => (document.body.dataset.mark = "not reloaded"));
    const zone = page.getByLabel("Time zone");
    await zone.fill("Atlantis");
    await page.getByRole("radio", { name: "Dark" }).check();
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(zone).toHaveAccessibleDescription(/This is not a time zone\./);
    await expect(zone).toHaveValue("Atlantis");
    await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
    // Without its script the form would have loaded a new document.
    await expect(page.locator("body")).toHaveAttribute("data-mark", "not reloaded");
    await zone.fill("Europe/Berlin");
    await page.getByRole("button", { name: "Save settings" }).click();
    await expect(page.getByText("Saved. Every page now looks this way in this browser.")).toBeVisible();
    await expect(zone).toHaveValue("Europe/Berlin");
    await page.goto("/handbook/community/pairing");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(page.getByRole("region", { name: "Next session" }).first()).toContainText("(Berlin)");
    expect(await complaints()).toEqual({ console: [], policy: [], elsewhere: [] });
  });

  test("shows the choice that was made in the menu", async ({ page }) => {
    await page.goto("/handbook");
    await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
    await choose(page, "Dark");
    await page.goto("/settings");
    await expect(page.getByRole("radio", { name: "Dark" })).toBeChecked();
  });
});
