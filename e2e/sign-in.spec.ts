import type { Page } from "@playwright/test";
import { IdentityProvider } from "./identity-provider";
import { OwnPortal } from "./own-portal";
import { ask } from "./raw-request";
import { expect, test } from "./test";

const portal = new OwnPortal();
const staff = new IdentityProvider();
const gitlab = new IdentityProvider();
const client = { id: "portal", secret: "a-secret-of-the-test" };

const settings = () => ({
  ...{ OIDC_ISSUER: staff.issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret, OIDC_NAME: "Example" },
  ...{ OIDC_ROLES: "devrel=team_member, hosts=organizer, conduct=conduct_moderator, root=admin" },
  ...{ OIDC_SECOND_FACTOR: "mfa" },
  ...{ GITLAB_URL: gitlab.issuer, GITLAB_CLIENT_ID: client.id, GITLAB_CLIENT_SECRET: client.secret },
  ...{ PORTAL_PROXIES: "1", PORTAL_EMAIL_SIGN_IN: "on", PORTAL_ADMINS: "root@example.org" },
});

const provider = "Sign in with Example";

test.beforeAll(async () => {
  const origin = await portal.reserve();
  const callbacks = (id: string) => [`${origin}/api/auth/callback/${id}`];
  await staff.start([{ ...client, callbacks: callbacks("oidc") }]);
  await gitlab.start([{ ...client, callbacks: callbacks("gitlab") }]);
  const known = { email_verified: true };
  staff.accounts.set("ada", { ...known, email: "ada@example.org", name: "Ada", groups: ["devrel"] });
  staff.accounts.set("mo", { ...known, email: "mo@example.org", name: "Mo", groups: ["conduct"] });
  staff.accounts.set("ro", { ...known, email: "root@example.org", name: "Ro" });
  staff.accounts.set("vague", { email: "vague@example.org", email_verified: false, name: "Vague" });
  gitlab.accounts.set("ada-lab", { ...known, email: "ada@example.org", name: "Ada of GitLab" });
  staff.accounts.set("lin", { ...known, email: "lin@example.org", name: "Lin" });
  gitlab.accounts.set("lin-lab", { ...known, email: "another@example.org", name: "Lin elsewhere" });
  gitlab.accounts.set("imitator", { email: "ada@example.org", email_verified: false, name: "Not Ada" });
  gitlab.accounts.set("rootlike", { ...known, email: "root@example.org", name: "Not Ro" });
  await portal.start(settings());
});
let clients = 0;
test.beforeEach(async ({ context }) => {
  staff.beHonest();
  // A reader of their own for each test, so that they do not use up one reader's limit together.
  await context.setExtraHTTPHeaders({ "x-forwarded-for": `192.0.2.${(clients += 1)}` });
});
test.afterAll(async () => {
  await Promise.all([portal.dispose(), staff.end(), gitlab.end()]);
});

/** Fills in the provider's own pages: who somebody is, and that the portal may know it. */
async function passProvider(page: Page, name: string): Promise<void> {
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click();
}

async function signIn(page: Page, name: string, button = provider, next = "/account"): Promise<void> {
  await page.goto(`${portal.origin}/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole("button", { name: button }).click();
  await passProvider(page, name);
}

const sessionOf = async (page: Page) =>
  (await page.context().cookies(portal.origin)).find(({ name }) => name === "portal-session");

const heldRoles = (page: Page) => page.getByRole("region", { name: "Roles", exact: true });

async function expectRefused(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\?/);
  await expect(page.getByRole("main").getByRole("alert")).not.toBeEmpty();
  await expect(page.getByRole("button", { name: provider })).toBeVisible();
  expect(await sessionOf(page)).toBeUndefined();
}

test("a person signs in with the provider and is who it says, with the role of their group", async ({ page }) => {
  await signIn(page, "ada");
  await expect(page).toHaveURL(`${portal.origin}/account`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada");
  await expect(page.getByRole("main")).toContainText("Team member");
  expect(await sessionOf(page)).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
});

test("signing in works without JavaScript", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "ada");
  await expect(page).toHaveURL(`${portal.origin}/account`);
  await context.close();
});

test("a role that the provider takes away is gone at the next sign-in", async ({ page }) => {
  staff.accounts.set("ada", { email: "ada@example.org", email_verified: true, name: "Ada", groups: ["hosts"] });
  await signIn(page, "ada");
  await expect(heldRoles(page)).toContainText("Organizer");
  await expect(heldRoles(page)).not.toContainText("Team member");
});

test("a conduct role is not given by the word of a provider alone", async ({ page }) => {
  staff.falsify = (claims) => ({ ...claims, amr: ["pwd", "mfa"] });
  await signIn(page, "mo");
  await expect(page).toHaveURL(`${portal.origin}/account`);
  await expect(heldRoles(page)).not.toContainText("Conduct moderator");
  await expect(page.getByRole("main")).toContainText("Waiting for a second person");
});

test("an admin is asked for a second factor before the administration opens", async ({ browser }) => {
  const first = await browser.newContext();
  const page = await first.newPage();
  await signIn(page, "ro", provider, "/admin");
  await expect(page).toHaveURL(/\/account\/(confirm|second-factor)/);
  await first.close();
  staff.falsify = (claims) => ({ ...claims, amr: ["mfa"] });
  const second = await browser.newContext();
  const proven = await second.newPage();
  await signIn(proven, "ro", provider, "/admin");
  await expect(proven).toHaveURL(`${portal.origin}/admin`);
  await second.close();
});

test.describe("somebody whose address the provider has not confirmed", () => {
  test("does not get in", async ({ page }) => {
    await signIn(page, "vague");
    await expectRefused(page);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("has not confirmed your e-mail address");
  });

  test("does not get into the account of somebody with that address", async ({ page }) => {
    await signIn(page, "imitator", "Sign in with GitLab");
    await expectRefused(page);
  });
});

test("the same confirmed address leads to the same account, from another provider, too", async ({ page }) => {
  await signIn(page, "ada-lab", "Sign in with GitLab");
  await expect(page).toHaveURL(`${portal.origin}/account`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Ada");
  // What one provider says of groups holds only for who comes from there.
  await expect(heldRoles(page)).not.toContainText("Organizer");
});

test("another way to sign in is added from within the account, and leads to it", async ({ page }) => {
  await signIn(page, "lin", provider, "/account/sessions");
  await page.getByRole("button", { name: "Add GitLab" }).click();
  await passProvider(page, "lin-lab");
  await expect(page).toHaveURL(new RegExp(`^${portal.origin}/account`));
  await page.goto(`${portal.origin}/account/sessions`);
  await expect(page.getByRole("button", { name: "Remove GitLab" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out here" }).click();
  await page.getByRole("button", { name: "Sign in with GitLab" }).click();
  await expect(page).toHaveURL(`${portal.origin}/account`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Lin");
});

test("an address alone does not lead to an account with special rights", async ({ page, browser }) => {
  const theirs = await browser.newContext();
  await signIn(await theirs.newPage(), "ro");
  await theirs.close();
  await signIn(page, "rootlike", "Sign in with GitLab");
  await expectRefused(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("special rights");
});

const lies: [string, (idp: IdentityProvider) => void][] = [
  ["nonce", (idp) => (idp.falsify = (claims) => ({ ...claims, nonce: "another" }))],
  ["issuer", (idp) => (idp.falsify = (claims) => ({ ...claims, iss: "http://localhost:1" }))],
  ["audience", (idp) => (idp.falsify = (claims) => ({ ...claims, aud: "another-client" }))],
  ["time", (idp) => (idp.falsify = (claims) => ({ ...claims, iat: 1, exp: 2 }))],
];
for (const [what, lie] of lies) {
  test(`an ID token with a wrong ${what} signs nobody in`, async ({ page }) => {
    lie(staff);
    await signIn(page, "ada");
    await expectRefused(page);
  });
}

test("an answer whose state is not the one that was sent signs nobody in", async ({ page }) => {
  staff.divert = (back) => {
    back.searchParams.set("state", "another");
    return back;
  };
  await signIn(page, "ada");
  await expectRefused(page);
});

test("an answer meant for another browser signs nobody in", async ({ page, browser }) => {
  let caught = "";
  staff.divert = (back) => {
    caught = back.href;
    return new URL(portal.origin);
  };
  const theirs = await browser.newContext();
  const attacker = await theirs.newPage();
  await signIn(attacker, "ada");
  await expect(attacker).toHaveURL(`${portal.origin}/`);
  await page.goto(caught);
  await expectRefused(page);
  await theirs.close();
});

test("a person who changes their mind at the provider comes back to the sign-in page", async ({ page }) => {
  await page.goto(`${portal.origin}/sign-in`);
  await page.getByRole("button", { name: provider }).click();
  await page.getByRole("link", { name: /cancel/i }).click();
  await expectRefused(page);
});

test("signing in makes a new session and ends the one the browser had", async ({ page, browser }) => {
  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  await signIn(other, "ada");
  const planted = await sessionOf(other);
  await page.goto(`${portal.origin}/sign-in`);
  await page.getByRole("button", { name: provider }).click();
  await page.context().addCookies([{ name: "portal-session", value: planted?.value ?? "", url: portal.origin }]);
  await passProvider(page, "ada");
  await expect(page).toHaveURL(`${portal.origin}/account`);
  const { status, headers } = await ask(portal.origin, "/account", {
    headers: { cookie: `portal-session=${planted?.value ?? ""}` },
  });
  expect([status, headers.location]).toEqual([307, expect.stringContaining("/sign-in")]);
  expect((await sessionOf(page))?.value).not.toBe(planted?.value);
  await theirs.close();
});

for (const next of [
  "//evil.example",
  "https://evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
]) {
  test(`going on to ${JSON.stringify(next)} stays on the portal`, async ({ page }) => {
    await signIn(page, "ada", provider, next);
    await expect(page).toHaveURL(new RegExp(`^${portal.origin}/`));
  });
}

test("the doors of next-auth that the portal does not use are closed", async () => {
  for (const door of ["signin", "signin/oidc", "signout", "session", "csrf", "providers", "error"]) {
    expect((await ask(portal.origin, `/api/auth/${door}`)).status, door).toBe(404);
  }
});

test("a form that another site sends signs nobody in or out", async ({ page }) => {
  await signIn(page, "ada");
  const before = await sessionOf(page);
  const { status } = await ask(portal.origin, "/account", {
    method: "POST",
    headers: {
      ...{ origin: "https://evil.example", cookie: `portal-session=${before?.value ?? ""}` },
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "a=b",
  });
  expect(status).toBe(403);
  await page.goto(`${portal.origin}/account`);
  await expect(page).toHaveURL(`${portal.origin}/account`);
});

test("a provider that fails or is down is told of calmly, and the other ways still work", async ({ page }) => {
  staff.isFailing = true;
  await signIn(page, "ada");
  await expectRefused(page);
  await staff.end();
  await portal.end();
  await portal.start(settings());
  await page.goto(`${portal.origin}/sign-in`);
  await page.getByRole("button", { name: provider }).click();
  await expectRefused(page);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("cannot be reached");
  await signIn(page, "ada-lab", "Sign in with GitLab");
  await expect(page).toHaveURL(`${portal.origin}/account`);
});
