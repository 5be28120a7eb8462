import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import { OwnPortal } from "./own-portal";
import { eventually, expect, test, type Page } from "./test";

const portal = new OwnPortal();
const rooms = ["/admin", "/admin/people", "/admin/audit", "/admin/jobs", "/admin/mail"];

// One story: what one test does is what the next ones see.
test.describe.configure({ mode: "serial", timeout: 120_000 });
test.beforeAll(() => portal.start());
test.afterAll(() => portal.dispose());

type Options = { javaScriptEnabled?: boolean; baseURL?: string };

/** Opens a browser of its own, signed in as a person of the demo. */
async function signInAs(browser: Browser, name: string, options: Options = {}): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: portal.origin, ...options })).newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Be ${name}`, exact: true }).click();
  await expect(page).toHaveURL(/\/account/);
  return page;
}

async function openPerson(page: Page, name: string): Promise<void> {
  await page.goto("/admin/people");
  await page.getByLabel(/^Name/).fill(name);
  await page.getByRole("button", { name: "Find" }).click();
  await page
    .getByRole("link", { name: `${name} (demo)`, exact: true })
    .last()
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${name} (demo)`);
}

async function giveRole(page: Page, role: string): Promise<void> {
  const form = page.getByRole("form", { name: "Give a role" });
  await form.getByLabel("Role").selectOption(role);
  await form.getByRole("button", { name: "Give this role" }).click();
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

test("a conduct role works only after a second person confirmed it, and then at once", async ({ browser }) => {
  const bo = await signInAs(browser, "Bo");
  const ari = await signInAs(browser, "Ari");
  await openPerson(ari, "Bo");
  await giveRole(ari, "conduct_moderator");
  await expect(ari.getByText("Conduct moderator: proposed.")).toBeVisible();
  await expect(ari.getByText("You proposed this. A second person has to confirm it.")).toBeVisible();
  await expect(ari.getByRole("button", { name: /^Confirm/ })).toHaveCount(0);
  await bo.goto("/account");
  const held = bo.getByRole("region", { name: "Roles", exact: true });
  await expect(held).toContainText("Organizer");
  await expect(held).not.toContainText("Conduct moderator");

  const lea = await signInAs(browser, "Lea");
  await lea.goto("/admin/people");
  await expect(lea.getByRole("main")).not.toContainText("@demo.invalid");
  await lea.getByRole("button", { name: "Confirm Conduct moderator of Bo (demo)" }).click();
  await expect(lea.getByText("Conduct moderator: confirmed, and it works at once.")).toBeVisible();
  await bo.reload();
  await expect(held).toContainText("Conduct moderator");
});

test("an ordinary role is given and ended without a script", async ({ browser }) => {
  await signInAs(browser, "Ana");
  const ari = await signInAs(browser, "Ari", { javaScriptEnabled: false });
  await openPerson(ari, "Ana");
  await giveRole(ari, "organizer");
  await expect(ari.getByText("Organizer: given, and it works at once.")).toBeVisible();
  await ari.getByRole("button", { name: "End Organizer of Ana (demo)" }).click();
  await expect(ari.getByText("Organizer: ended.")).toBeVisible();
  await expect(ari.getByText("Roles of the past (1)")).toBeVisible();
});

test("the last admin cannot give the role up, and is told what to do first", async ({ browser }) => {
  const ari = await signInAs(browser, "Ari");
  await openPerson(ari, "Ari");
  await ari.getByRole("button", { name: "Give up Admin of Ari (demo)" }).click();
  await expect(ari.getByText("This is the only admin of the portal.")).toBeVisible();
});

test("ending all sessions of a person signs them out in every browser", async ({ browser }) => {
  const noor = await signInAs(browser, "Noor");
  const ari = await signInAs(browser, "Ari");
  await openPerson(ari, "Noor");
  await ari.getByRole("button", { name: "End all sessions" }).click();
  await expect(ari.getByText("Signed out in 1 browser.")).toBeVisible();
  await noor.goto("/account");
  await expect(noor).toHaveURL(/\/sign-in/);
});

test("for a member every address of the administration is as one that does not exist", async ({ browser }) => {
  const ana = await signInAs(browser, "Ana");
  const unknown = "00000000-0000-4000-8000-000000000000";
  for (const address of [...rooms, `/admin/people/${unknown}`, "/admin/nowhere", "/admin/audit/export?format=csv"]) {
    const answer = await ana.goto(address);
    expect(answer?.status(), address).toBe(404);
    await expect(ana.getByRole("heading", { level: 1 })).toHaveText("There is no page here");
  }
  const ari = await signInAs(browser, "Ari");
  await openPerson(ari, "Bo");
  const known = new URL(ari.url()).pathname.split("/").at(-1) ?? "";
  // Rooms say their own address, and have a nonce; nothing else may differ.
  const answerFor = async (id: string) => {
    const text = await (await ana.request.get(`/admin/people/${id}`)).text();
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? "no nonce";
    return text.replaceAll(id, "id").replaceAll(nonce, "nonce");
  };
  expect(await answerFor(known)).toBe(await answerFor(unknown));
  const bytes = async (address: string) => (await ana.request.get(address)).text();
  const nowhere = await bytes("/nowhere");
  expect(await bytes("/admin/nowhere")).toBe(nowhere);
  expect(await bytes("/admin/audit/export?format=csv")).toBe(nowhere);
});

test("a conduct lead enters the people only, and sees no ordinary role", async ({ browser }) => {
  const lea = await signInAs(browser, "Lea");
  await openPerson(lea, "Bo");
  await expect(lea.getByRole("main")).not.toContainText("Organizer");
  for (const address of rooms.filter((room) => room !== "/admin/people"))
    expect((await lea.goto(address))?.status(), address).toBe(404);
});

test("a test mail can be read on this machine, signed out, and follows no script", async ({ browser, page }) => {
  const ari = await signInAs(browser, "Ari");
  await ari.goto("/admin/mail");
  await ari.getByRole("button", { name: "Send a test mail" }).click();
  await expect(ari.getByText("A test mail to ari@demo.invalid is on its way.")).toBeVisible();
  const list = `${portal.origin}/dev/mail`;
  await eventually(async () => (await page.request.get(list)).text()).toContain("A test mail from the portal");
  await page.goto(list);
  await page.getByRole("link", { name: "A test mail from the portal" }).click();
  await expect(page.getByText("The portal's mails reach you.")).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  const shown = await page.request.get(`${page.url()}/html`);
  expect(shown.headers()["content-security-policy"]).toContain("sandbox");
  await page.getByRole("link", { name: "See it as a mail program shows it" }).click();
  await expect(page.getByRole("link", { name: "Back to the mail page" })).toBeVisible();
});

test("kept mails do not exist for whoever comes through a proxy or by another name", async ({ page }) => {
  const disguises: Record<string, string>[] = [{ "X-Forwarded-For": "203.0.113.7" }, { Host: "evil.example" }];
  for (const headers of disguises)
    expect((await page.request.get(`${portal.origin}/dev/mail`, { headers })).status()).toBe(404);
});

test("the audit log is filtered, exported and verified", async ({ browser }) => {
  const ari = await signInAs(browser, "Ari");
  await ari.goto("/admin/audit");
  await ari.getByLabel("Act").fill("role.confirmed");
  await ari.getByRole("button", { name: "Filter" }).click();
  const table = ari.getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table.getByRole("row").last()).toContainText("Lea (demo)");
  await expect(table.getByRole("row").last()).toContainText("Bo (demo)");

  const [download] = await Promise.all([
    ari.waitForEvent("download"),
    ari.getByRole("link", { name: "Export as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d{2}-\d{2}\.csv$/);
  const csv = await (await ari.request.get("/admin/audit/export?format=csv&act=role.confirmed")).text();
  expect(csv.trimEnd().split("\r\n")).toHaveLength(2);
  const lines = await (await ari.request.get("/admin/audit/export?format=jsonl")).text();
  const events = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.filter(({ act }) => act === "audit.exported")).toHaveLength(3);
  expect(events.filter(({ act }) => act === "audit.read")).toHaveLength(1);

  await ari.getByRole("button", { name: "Verify the audit log" }).click();
  await expect(ari.getByText(/events are as written/)).toBeVisible();
});

for (const width of [1280, 390]) {
  test(`the rooms fit a window ${width} pixels wide, and axe finds nothing`, async ({ browser }) => {
    const ari = await signInAs(browser, "Ari");
    await ari.setViewportSize({ width, height: 844 });
    await openPerson(ari, "Bo");
    for (const address of [new URL(ari.url()).pathname, ...rooms]) {
      await ari.goto(address);
      const tooWide = await ari.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(tooWide, address).toBeLessThanOrEqual(0);
      expect(await findViolations(ari), address).toEqual([]);
    }
  });
}

test("a mail that was refused for good waits among the jobs, and is sent when it is tried again", async ({
  browser,
}) => {
  let isRefusing = true;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, callback) =>
      callback(isRefusing ? Object.assign(new Error("No such mailbox."), { responseCode: 550 }) : null),
    onData: (stream, _session, callback) => void stream.on("end", callback).resume(),
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const mailing = new OwnPortal();
  try {
    await mailing.start({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "portal@example.org" });
    const ari = await signInAs(browser, "Ari", { baseURL: mailing.origin });
    await ari.goto("/admin/mail");
    await expect(ari.getByText(`smtp://127.0.0.1:${port}`)).toBeVisible();
    expect((await ari.request.get("/dev/mail")).status()).toBe(404);
    await ari.getByRole("button", { name: "Send a test mail" }).click();
    await eventually(async () => (await ari.request.get("/admin/jobs")).text()).toContain("Drop …");
    await ari.goto("/admin/jobs");
    await expect(ari.getByText(/No such mailbox/)).toBeVisible();
    await ari.getByRole("link", { name: /^Drop/ }).click();
    await ari.getByRole("link", { name: "Keep it" }).click();
    isRefusing = false;
    await ari.getByRole("button", { name: /^Try again/ }).click();
    await expect(ari.getByText(/begins again/)).toBeVisible();
    await expect(ari.getByText("No job was given up.")).toBeVisible();
  } finally {
    await mailing.dispose();
    await new Promise<void>((resolve) => server.close(resolve));
  }
});
