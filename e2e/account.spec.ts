import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { OwnPortal } from "./own-portal";
import { expect, test } from "./test";

const portal = new OwnPortal();
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test.beforeAll(async () => portal.start());
test.afterAll(async () => portal.dispose());
test.use({ baseURL: async ({}, provide) => provide(portal.origin) });

const newBrowser = (browser: Browser, options: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> =>
  browser.newContext({ baseURL: portal.origin, ...options });

/** Signs in as a person of the demo and goes to a page; all tests together stay below the limit of sign-ins. */
async function enter(page: Page, name: string, address = "/account"): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(address)}`);
  await page.getByRole("button", { name: `Be ${name}` }).click();
  await expect(page).toHaveURL(address);
}

// A code works once and then none before it does: who needs a second one within half a minute takes the next step's.
const codeOf = (secret: string, step: 0 | 1) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + step * 30_000 });

/** Sets up an authenticator app from its page and returns its secret. */
async function setUpApp(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
  const secret = ((await page.locator("li code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByRole("textbox", { name: "Code" }).fill(codeOf(secret, 0));
  await page.getByRole("button", { name: "Switch it on" }).click();
  await expect(page).toHaveURL(/\/account\/second-factor\/codes/);
  return secret;
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

async function expectFitting(page: Page): Promise<void> {
  const widths = () => page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  await expect.poll(async () => Number((await widths())[0]) - Number((await widths())[1])).toBeLessThanOrEqual(0);
}

test("a guest is led to sign in, and back to the page they wanted", async ({ page }) => {
  await page.goto("/account/sessions");
  await expect(page).toHaveURL("/sign-in?next=%2Faccount%2Fsessions");
  await page.getByRole("button", { name: "Be Tariq" }).click();
  await expect(page).toHaveURL("/account/sessions");
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with a script" : "without a script";

  test.describe(how, () => {
    test.use({ javaScriptEnabled });

    test("profile and mails are saved, and what is wrong is said beside its field with all that was typed", async ({
      page,
    }) => {
      await enter(page, "Tariq");
      await page.getByLabel("Name", { exact: true }).fill(`طارق 🙂 ${how}`);
      await page.getByLabel("Time zone").fill("Middle-earth/Shire");
      await page.getByRole("button", { name: "Save profile" }).click();
      const zone = page.getByLabel("Time zone");
      await expect(zone).toHaveAccessibleDescription(/This is not a time zone\./);
      await expect(zone).toHaveValue("Middle-earth/Shire");
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`طارق 🙂 ${how}`);
      await zone.fill("Asia/Tokyo");
      await page.getByLabel("Language").selectOption("日本語");
      await page.getByRole("button", { name: "Save profile" }).click();
      await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
      await page.goto("/account");
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`طارق 🙂 ${how} (demo)`);
      await expect(page.getByLabel("Time zone")).toHaveValue("Asia/Tokyo");
      await expect(page.getByLabel("Language")).toHaveValue("ja");
      const long = "x".repeat(10_000);
      await page.getByLabel("Name", { exact: true }).fill(long);
      await page.getByRole("button", { name: "Save profile" }).click();
      const name = page.getByLabel("Name", { exact: true });
      await expect(name).toHaveAccessibleDescription(/at most 100 characters/);
      await expect(name).toHaveValue(long);
      await expect(page.getByText("They cannot be switched off.")).toBeVisible();
      const choice = page.getByLabel("Community mails");
      await choice.setChecked(!javaScriptEnabled);
      await page.getByRole("button", { name: "Save mails" }).click();
      await expect(page.getByText(/^Saved\. (No more c|C)ommunity mails/)).toBeVisible();
      await page.goto("/account");
      await expect(choice).toBeChecked({ checked: !javaScriptEnabled });
      await page.goto("/account/sessions");
      await expect(page.getByText("GMT+9").first()).toBeVisible();
    });

    test("a session that is ended ends the other browser", async ({ page, browser }) => {
      const other = await newBrowser(browser, { javaScriptEnabled });
      const elsewhere = await other.newPage();
      await enter(page, "Noor", "/account/sessions");
      await enter(elsewhere, "Noor", "/account/sessions");
      await page.reload();
      await expect(page.getByText("This one")).toHaveCount(1);
      await page.getByRole("form", { name: "End a session" }).getByRole("button", { name: /^End / }).first().click();
      await expect(page.getByText("Ended. That browser is signed out.")).toBeVisible();
      await elsewhere.goto("/account");
      await expect(elsewhere).toHaveURL(/\/sign-in\?next=/);
      await page.goto("/account");
      await expect(page).toHaveURL("/account");
      await page.goto("/account/sessions");
      await page.getByRole("button", { name: "Sign out everywhere" }).click();
      await expect(page).toHaveURL(/\/sign-in\?signed-out/);
      await other.close();
    });

    test("an account is deleted after its word was typed, and is gone", async ({ page }) => {
      await enter(page, javaScriptEnabled ? "Chi" : "Sol", "/account/data");
      await page.getByRole("link", { name: "Delete my account" }).click();
      const word = page.getByLabel("Type the word “delete”");
      await word.fill("remove");
      await page.getByRole("button", { name: "Delete my account" }).click();
      await expect(word).toHaveAccessibleDescription(/Type the word “delete” to go on\./);
      await word.fill("delete");
      await page.getByRole("button", { name: "Delete my account" }).click();
      await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
      await page.goto("/account");
      await expect(page).toHaveURL(/\/sign-in\?next=/);
    });
  });
}

test("the only admin is told why their account stays", async ({ page }) => {
  await enter(page, "Ari", "/account/data/delete");
  await page.getByLabel("Type the word “delete”").fill("delete");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByText("This is the only admin of the portal.")).toBeVisible();
});

test("whoever holds a guarded role sets up an app, is asked for it at the next sign-in, and a recovery code works once", async ({
  page,
  browser,
}) => {
  await enter(page, "Lea", "/account/second-factor?next=/admin/people");
  await expect(page.getByText("Your role works only with a second factor.")).toBeVisible();
  const secret = await setUpApp(page);
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const shown = page.locator("#make-codes li");
  await expect(shown).toHaveCount(10);
  const recoveryCode = (await shown.first().textContent()) ?? "";
  await page.reload();
  await expect(shown).toHaveCount(0);
  await page.goto("/account/second-factor");
  await expect(page.getByText("You have 10 recovery codes left.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove the app" })).toHaveCount(0);

  const other = await newBrowser(browser, { javaScriptEnabled: false });
  const again = await other.newPage();
  await enter(again, "Lea");
  await expect(again.getByText("Conduct lead: this works only after a second factor")).toBeVisible();
  await again.goto("/admin/people");
  await expect(again).toHaveURL("/account/confirm?next=%2Fadmin%2Fpeople");
  const before = (await other.cookies()).find(({ name }) => name === "portal-session")?.value;
  await again.getByRole("textbox", { name: "Code" }).fill("000000");
  await again.getByRole("button", { name: "Confirm" }).click();
  await expect(again.getByText("This code does not fit, or was used already.").first()).toBeVisible();
  await again.getByRole("textbox", { name: "Code" }).fill(codeOf(secret, 1));
  await again.getByRole("button", { name: "Confirm" }).click();
  await expect(again).toHaveURL("/admin/people");
  expect((await other.cookies()).find(({ name }) => name === "portal-session")?.value).not.toBe(before);
  await other.close();

  for (const isFirst of [true, false]) {
    const third = await newBrowser(browser);
    const tab = await third.newPage();
    await enter(tab, "Lea");
    await tab.goto("/account/second-factor");
    await expect(tab).toHaveURL("/account/confirm?next=%2Faccount%2Fsecond-factor");
    await tab.getByRole("textbox", { name: "Code" }).fill(recoveryCode.toLowerCase());
    await tab.getByRole("button", { name: "Confirm" }).click();
    if (isFirst) await expect(tab.getByText("You have 9 recovery codes left.")).toBeVisible();
    else await expect(tab.getByText("This code does not fit, or was used already.").first()).toBeVisible();
    await third.close();
  }
});

test("whoever has no guarded role removes their app again", async ({ page }) => {
  await enter(page, "Bo", "/account/second-factor");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await page.getByRole("button", { name: "Not now" }).click();
  await setUpApp(page);
  await page.goto("/account/second-factor");
  await page.getByRole("button", { name: "Remove the app" }).click();
  await expect(page.getByText("Removed. Your account has no second factor any more.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Set up an authenticator app" })).toBeVisible();
});

test("the export is a file of one's own data, and no address at all for a guest", async ({ page, request }) => {
  await enter(page, "Ana", "/account/data");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download all of it" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("my-data.json");
  const data: unknown = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(data).toMatchObject({ profile: { name: "Ana (demo)", email: "ana@demo.invalid" }, roles: [] });
  const answer = await page.request.get("/account/data/export");
  expect(answer.headers()["cache-control"]).toBe("private, no-store");
  const refused = await request.get("/account/data/export");
  const missing = await request.get("/nowhere-at-all");
  expect([refused.status(), await refused.text()]).toEqual([404, await missing.text()]);
});

test("a link that ends mails asks first, and one that is not whole changes nothing", async ({ page, request }) => {
  await page.goto("/unsubscribe?t=nonsense");
  await expect(page.getByRole("heading", { name: "This link is not whole" })).toBeVisible();
  const form = { "List-Unsubscribe": "One-Click" };
  expect((await request.post("/unsubscribe?t=nonsense", { form })).status()).toBe(400);
});

test("axe finds nothing on any page of the account, in both themes and on a small screen", async ({ page }) => {
  test.setTimeout(120_000);
  await enter(page, "Tariq");
  for (const address of [
    "/account",
    "/account/sessions",
    "/account/second-factor",
    "/account/data",
    "/account/data/delete",
    "/account/deleted",
    "/unsubscribe?t=nonsense",
  ]) {
    await page.goto(address);
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [1280, 390]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 844 });
        await expectFitting(page);
        expect(await findViolations(page), `${address}, ${colorScheme}, ${width} px`).toEqual([]);
      }
  }
});

test("axe finds nothing while an app is set up, and it fits a small screen", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page, "Noor", "/account/second-factor");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page.getByRole("img", { name: /^QR code/ })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await expectFitting(page);
  const secret = ((await page.locator("li code").textContent()) ?? "").replaceAll(" ", "");
  await page.getByRole("textbox", { name: "Code" }).fill(codeOf(secret, 0));
  await page.getByRole("button", { name: "Switch it on" }).click();
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  await expect(page.locator("#make-codes li")).toHaveCount(10);
  expect(await findViolations(page)).toEqual([]);
  await expectFitting(page);
  await page.context().clearCookies();
  await enter(page, "Noor", "/account");
  await page.goto("/account/confirm?next=/account/second-factor");
  await expect(page.getByRole("textbox", { name: "Code" })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await expectFitting(page);
});
