import { OwnPortal } from "./own-portal";
import { enter, fillIn, newBrowser, press, step, story, withDesk } from "./report-form";
import { expect, test } from "./test";

const portal = new OwnPortal();
withDesk(portal);

for (const javaScriptEnabled of [false, true]) {
  const how = javaScriptEnabled ? "with a script" : "without a script";

  for (const mode of ["Named", "Confidential (recommended)"])
    test(`a report is sent ${how}: ${mode}`, async ({ browser }) => {
      const context = await newBrowser(portal, browser, { javaScriptEnabled });
      const page = await context.newPage();
      await enter(page, "Ana", "/conduct/report");
      await expect(page.getByText(/^Read by the Conduct Team and nobody else: Chi \(demo\), Lea/)).toBeVisible();
      await page.getByRole("radio", { name: mode }).check();
      await page.getByRole("checkbox", { name: "Sol (demo)" }).check();
      await fillIn(page, "Ana tells what happened.");
      await expect(page.getByRole("region", { name: "Before you start" })).toContainText("Sol (demo)");
      await press(page, "Send");
      await expect(step(page, "Thank you. We have it.")).toBeVisible();
      await expect(page.getByText(/A person answers you by/).last()).toContainText(/day \d+ \w+ at \d\d:\d\d/);
      await context.close();
    });

  test(`an anonymous report is sent ${how}, and its receipt is shown once and checked`, async ({ browser }) => {
    const context = await newBrowser(portal, browser, { javaScriptEnabled });
    const page = await context.newPage();
    await page.goto("/conduct/anonymous");
    await fillIn(page, "Somebody tells what happened.");
    await press(page, "Send");
    await expect(step(page, /Keep this receipt/)).toBeVisible();
    const code = (await page.locator("[data-print] dd").nth(1).textContent()) ?? "";
    expect(code).toMatch(/^(\w{5}-){3}\w{5}$/);
    expect(page.url()).toBe(`${portal.origin}/conduct/anonymous`);
    const last = page.getByLabel("Type the last four characters of the code");
    await last.fill("nope");
    await last.press("Enter");
    await expect(last).toHaveAccessibleDescription(/not the last four/);
    await last.fill(code.slice(-4).toLowerCase());
    await last.press("Enter");
    await expect(step(page, "Your receipt is right")).toBeVisible();
    await expect(page.getByText(code)).toHaveCount(0);
    await context.close();
  });

  test(`what is refused keeps all that was typed, at its field, ${how}`, async ({ browser }) => {
    const context = await newBrowser(portal, browser, { javaScriptEnabled });
    const page = await context.newPage();
    await page.goto("/conduct/anonymous?link=https://forum.example.org/t/1%23x");
    await press(page, "Continue");
    await expect(page.getByLabel("Links to it")).toHaveValue("https://forum.example.org/t/1#x");
    await page.getByLabel("Where was it?").fill("مرحبا <b>=1+1");
    await page.getByRole("group", { name: "Are you safe?" }).getByRole("radio", { name: "Not sure" }).check();
    await press(page, "Continue");
    await expect(story(page)).toHaveAccessibleDescription(/Say what happened/);
    await expect(story(page)).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Where was it?")).toHaveValue("مرحبا <b>=1+1");
    const long = "🦆 ".repeat(26_000);
    await story(page).fill(long);
    await press(page, "Continue");
    await expect(story(page)).toHaveAccessibleDescription(/room for 50,000 characters/);
    expect((await story(page).inputValue()).length).toBe(long.length);
    await story(page).fill("Short.");
    await press(page, "Continue");
    await expect(step(page, /Files and people/)).toBeVisible();
    await press(page, "Back");
    await expect(
      page.getByRole("group", { name: "Are you safe?" }).getByRole("radio", { name: "Not sure" }),
    ).toBeChecked();
    await context.close();
  });

  test(`files are attached, refused by their own name and removed ${how}`, async ({ browser }) => {
    const context = await newBrowser(portal, browser, { javaScriptEnabled });
    const page = await context.newPage();
    await enter(page, "Ana", "/conduct/report");
    await press(page, "Continue");
    await story(page).fill("With files.");
    await press(page, "Continue");
    await expect(step(page, /Files and people/)).toBeVisible();
    const text = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from("hello") });
    const files = page.getByLabel("Screenshots or other files");
    await files.setInputFiles([text("chat.txt"), { ...text("program.exe"), buffer: Buffer.from("MZ\0\0") }]);
    await press(page, "Attach");
    await expect(files).toHaveAccessibleDescription(/“program\.exe” /);
    await expect(page.getByRole("listitem").filter({ hasText: "chat.txt" }).first()).toBeVisible();
    // What is chosen is taken along, even when nobody presses the button beside it.
    await files.setInputFiles([text("second.txt")]);
    await press(page, "Skip this step");
    await expect(step(page, /How we reach you/)).toBeVisible();
    await press(page, "Back");
    await press(page, "Remove chat.txt");
    await expect(page.getByText("chat.txt", { exact: true })).toHaveCount(0);
    await press(page, "Skip this step");
    await expect(step(page, /How we reach you/)).toBeVisible();
    await press(page, "Skip this step");
    await expect(page.getByRole("region", { name: "Files and people" }).last()).toContainText("second.txt");
    await press(page, "Send");
    await expect(step(page, "Thank you. We have it.")).toBeVisible();
    await context.close();
  });

  test(`a form is saved and gone on with another day, ${how}`, async ({ browser }) => {
    const context = await newBrowser(portal, browser, { javaScriptEnabled });
    const page = await context.newPage();
    await enter(page, "Tariq", "/conduct/report");
    await press(page, "Continue");
    await story(page).fill("Half of it.");
    await press(page, "Save and come back");
    await expect(page.getByText(/^Saved\. You can close this page/)).toBeVisible();
    await expect(story(page)).toHaveValue("Half of it.");
    await page.goto("/conduct/report");
    await expect(story(page)).toBeHidden();
    await press(page, "Go on with it");
    await expect(story(page)).toHaveValue("Half of it.");
    await page.goto("/conduct/report");
    await press(page, "Delete it");
    await expect(page.getByText("What you saved is deleted.")).toBeVisible();
    await page.goto("/conduct/report");
    await expect(page.getByRole("button", { name: "Go on with it" })).toHaveCount(0);
    await context.close();
  });

  test(`an anonymous form is saved and opened with what was shown, ${how}`, async ({ browser }) => {
    const context = await newBrowser(portal, browser, { javaScriptEnabled });
    const page = await context.newPage();
    await page.goto("/conduct/anonymous");
    await press(page, "Continue");
    await story(page).fill("Half of it, by nobody.");
    await press(page, "Save and come back");
    const shown = page.getByRole("status").locator("li");
    await expect(shown).toHaveCount(3);
    const [locator = "", , words = ""] = await shown.allTextContents();
    await page.goto("/conduct/anonymous");
    await page.getByText("Go on with a form that I saved").click();
    await page.getByLabel("The line with six characters").fill(locator);
    await page.getByLabel("The code, or the ten words").fill("abandon abandon");
    await press(page, "Open it");
    await expect(page.getByLabel("The code, or the ten words")).toHaveAccessibleDescription(/ten words|10 words/);
    await page.getByLabel("The code, or the ten words").fill(words.toUpperCase());
    await page.getByLabel("The code, or the ten words").press("Enter");
    await expect(story(page)).toHaveValue("Half of it, by nobody.");
    await context.close();
  });
}

test("somebody whose session ends meanwhile keeps what they typed, and sends it once they are back", async ({
  browser,
}) => {
  const context = await newBrowser(portal, browser);
  const page = await context.newPage();
  await enter(page, "Bo", "/conduct/report");
  await fillIn(page, "Written for a long time.");
  await context.clearCookies({ name: "portal-session" });
  await press(page, "Send");
  await expect(page.getByText("You are not signed in any more.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in", exact: true }).last()).toHaveAttribute("target", "_blank");
  await expect(page.getByRole("region", { name: "What happened" }).last()).toContainText("Written for a long time.");
  await enter(await context.newPage(), "Bo");
  await press(page, "Send");
  await expect(step(page, "Thank you. We have it.")).toBeVisible();
  await context.close();
});

test("a guest is told that an anonymous report needs no account, and both ways keep the link", async ({ page }) => {
  await page.goto("/conduct/report?link=https%3A%2F%2Fexample.org%2Fp");
  await expect(page.getByText("An anonymous report needs no account.", { exact: false })).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in and go on" })).toHaveAttribute("href", /next=.*link/);
  await page.getByRole("link", { name: "Report anonymously" }).click();
  await press(page, "Continue");
  await expect(page.getByLabel("Links to it")).toHaveValue("https://example.org/p");
});
