import { signInLinkTo } from "./kept-mails";
import { OwnPortal } from "./own-portal";
import { ask } from "./raw-request";
import { eventually, expect, test } from "./test";

const portal = new OwnPortal();

test.beforeAll(() => portal.start({ PORTAL_EMAIL_SIGN_IN: "on" }));
test.afterAll(() => portal.dispose());

const linkTo = async (address: string): Promise<string> => {
  await eventually(() => signInLinkTo([portal], address)).toBeDefined();
  return signInLinkTo([portal], address) ?? "";
};

test("a mailed link signs in by its button, once, and not by being opened", async ({ page }) => {
  await page.goto(`${portal.origin}/sign-in`);
  await page.getByLabel("E-mail address").fill("New.Person@example.org");
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page).toHaveURL(`${portal.origin}/sign-in/sent`);
  const link = await linkTo("new.person@example.org");
  // A scanner opens it twice, and asks for its head.
  const { pathname, search } = new URL(link);
  for (const method of ["GET", "HEAD", "GET"])
    expect((await ask(portal.origin, pathname + search, { method })).status).toBe(200);
  await page.goto(link);
  await expect(page.getByText("new.person@example.org")).toBeVisible();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${portal.origin}/account`);
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("used already");
});

for (const address of ["a@b.example, evil@example.org", "a@b.example\r\nBcc: evil@example.org", "a＠b.example"]) {
  test(`a link is not sent to ${JSON.stringify(address)}`, async ({ page }) => {
    await page.goto(`${portal.origin}/sign-in`);
    await page.getByLabel("E-mail address").evaluate((field: HTMLInputElement, value) => {
      field.type = "text";
      field.value = value;
    }, address);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page.getByText("This is not an e-mail address")).toBeVisible();
  });
}

test("another site cannot use a mailed link up in somebody's browser", async ({ page }) => {
  await page.goto(`${portal.origin}/sign-in`);
  await page.getByLabel("E-mail address").fill("attacker@example.org");
  await page.getByRole("button", { name: "Send me a link" }).click();
  const { search } = new URL(await linkTo("attacker@example.org"));
  const { status, headers } = await ask(portal.origin, `/api/auth/callback/email${search}`, {
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect([status, headers["set-cookie"]]).toEqual([302, undefined]);
  expect(headers.location).toContain("/sign-in/link?");
});
