import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { OwnPortal } from "./own-portal";
import { enter, expectQuiet, fillIn, newBrowser, press, step, storedBy, story, withDesk } from "./report-form";
import { expect, test } from "./test";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "..");
const portal = new OwnPortal();
withDesk(portal);

test("every page leads to the form in one step", async ({ page }) => {
  await page.goto("/handbook/conduct/moderation");
  await expect(page.getByRole("main").getByRole("link", { name: "use the form" })).toHaveAttribute(
    "href",
    "/conduct/report",
  );
  await page.getByRole("contentinfo").getByRole("link", { name: "Report harm" }).click();
  await expect(page).toHaveURL("/conduct/report");
});

test("pressing Shift three times leaves for good, and announces how many are left", async ({ page }) => {
  await page.route("https://www.wikipedia.org/**", (route) =>
    route.fulfill({ body: "<title>Elsewhere</title>", contentType: "text/html" }),
  );
  await page.goto("/handbook");
  await page.goto("/conduct/anonymous");
  await press(page, "Continue");
  await story(page).fill("A secret");
  const status = page.getByRole("status").filter({ hasText: "Shift" });
  await page.keyboard.press("Shift");
  await expect(status).toHaveText(/twice more/);
  // A capital is no wish to leave.
  await page.keyboard.press("Shift+A");
  await expect(status).toHaveCount(0);
  for (const count of [1, 2, 3]) {
    await page.keyboard.press("Shift");
    if (count === 2) await expect(status).toHaveText(/once more/);
  }
  await expect(page).toHaveTitle("Elsewhere");
  await page.goBack();
  await expect(page).toHaveURL("/handbook");
});

test("the button leaves the page by the keyboard, too, and is a plain link without a script", async ({
  browser,
  page,
}) => {
  await page.route("https://www.wikipedia.org/**", (route) =>
    route.fulfill({ body: "<title>Elsewhere</title>", contentType: "text/html" }),
  );
  await page.goto("/conduct/anonymous");
  await page.getByRole("link", { name: "Leave this page" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle("Elsewhere");
  const context = await newBrowser(portal, browser, { javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto("/conduct/anonymous");
  await expect(plain.getByRole("link", { name: "Leave this page" })).toHaveAttribute(
    "href",
    "https://www.wikipedia.org/",
  );
  await context.close();
});

test("the page for anonymous reports does not know who is signed in, and keeps nothing in the browser", async ({
  page,
}) => {
  await enter(page, "Chi", "/conduct/anonymous");
  await expect(page.getByRole("banner")).not.toContainText("Chi");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
  const before = (await page.context().cookies()).map(({ name }) => name).sort();
  await fillIn(page, "Nobody in particular.");
  await press(page, "Send");
  await expect(step(page, /Keep this receipt/)).toBeVisible();
  expect((await page.context().cookies()).map(({ name }) => name).sort()).toEqual(before);
  expect(await storedBy(page)).toEqual([0, 0, 0]);
});

test("whoever leaves everybody out is told before sending that nobody could read it", async ({ page }) => {
  await page.goto("/conduct/anonymous");
  for (const name of ["Chi (demo)", "Sol (demo)", "Lea (demo), lead"])
    await page.getByRole("checkbox", { name }).check();
  await fillIn(page, "About all of them.");
  await expect(page.getByText("As it stands, nobody could read this.")).toBeVisible();
  await press(page, "Change Before you start");
  await page.getByRole("checkbox", { name: "Chi (demo)" }).uncheck();
  for (const next of [/What happened/, /Files and people/, /How we reach you/, /Read it once more/]) {
    await press(page, "Continue");
    await expect(step(page, next)).toBeVisible();
  }
  await expect(page.getByText("As it stands, nobody could read this.")).toHaveCount(0);
});

test("axe finds nothing in any step on a small screen, and all of it fits", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/conduct/report");
  await expectQuiet(page);
  await enter(page, "Tariq", "/conduct/report");
  await expectQuiet(page);
  await page.goto("/conduct/anonymous");
  await expectQuiet(page);
  await press(page, "Continue");
  await expect(step(page, /What happened/)).toBeFocused();
  await expectQuiet(page);
  await press(page, "Continue");
  await expect(story(page)).toBeFocused();
  await expectQuiet(page);
  await story(page).fill("w".repeat(2000));
  await press(page, "Continue");
  await expect(step(page, /Files and people/)).toBeFocused();
  await page.getByLabel("Screenshots or other files").setInputFiles({
    ...{ name: `${"long".repeat(60)}.txt`, mimeType: "text/plain", buffer: Buffer.from("hello") },
  });
  await press(page, "Attach");
  await expect(page.getByRole("button", { name: /^Remove/ })).toBeVisible();
  await expectQuiet(page);
  await press(page, "Continue");
  await expect(step(page, /How we reach you/)).toBeFocused();
  await expectQuiet(page);
  await press(page, "Continue");
  await expect(step(page, /Read it once more/)).toBeFocused();
  await expectQuiet(page);
  await press(page, "Send");
  await expect(step(page, /Keep this receipt/)).toBeFocused();
  await expectQuiet(page);
});

// At the end: it ends the portal to read what it has stored.
test("a report pressed twice is one, and an anonymous one leaves no trace in the log and the tables", async ({
  page,
}) => {
  await enter(page, "Ana", "/conduct/anonymous");
  await fillIn(page, "Zanzibar anonymously");
  const written = portal.output.length;
  await page.getByRole("button", { name: "Send", exact: true }).dblclick();
  await expect(step(page, /Keep this receipt/)).toBeVisible();
  const log = portal.output.slice(written);
  expect(log).not.toMatch(/conduct|Zanzibar|anonymous/i);
  await portal.end();
  const { stdout } = await run(process.execPath, ["lib/cli/portal.mjs", "export", "-"], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", PORTAL_DATA: path.join(portal.folder, "data") },
    maxBuffer: 1e9,
  });
  const tables = JSON.parse(stdout) as Record<string, Record<string, unknown>[]>;
  expect(stdout).not.toContain("Zanzibar");
  expect(portal.output).not.toContain("Zanzibar");
  const reports = tables.conduct_report ?? [];
  const refs = reports.map(({ submission_ref: ref }) => ref);
  expect(new Set(refs).size).toBe(refs.length);
  const anonymous = reports.filter(({ mode }) => mode === "anonymous");
  expect(anonymous.length).toBeGreaterThan(0);
  const identified = new Set((tables.conduct_identity ?? []).map(({ report_id: id }) => id));
  for (const { id, reporter_ref: ref } of anonymous) {
    expect(ref).toBeNull();
    expect(identified).not.toContain(id);
  }
  // One receipt each, and nothing else that names the report but its own key and files, and that it came, on that day.
  const ids = anonymous.map(({ id }) => String(id));
  for (const event of (tables.audit_event ?? []).filter((row) => ids.includes(String(row.object_id)))) {
    expect(event).toMatchObject({ act: "conduct.received", actor_kind: "portal", actor_id: null, request_id: "" });
    expect(event.at).toContain("T00:00:00");
  }
  const naming = Object.keys(tables).filter((table) => ids.some((id) => JSON.stringify(tables[table]).includes(id)));
  expect(naming.sort()).toEqual(
    ["audit_event", "conduct_exclusion", "conduct_file", "conduct_receipt", "conduct_report", "data_key"].filter(
      (table) => naming.includes(table),
    ),
  );
});
