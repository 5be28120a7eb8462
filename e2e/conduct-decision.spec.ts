import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "@playwright/test";
import { OwnPortal } from "./own-portal";
import { expect, test, type Page } from "./test";

const portal = new OwnPortal();
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// One story: what one test does is what the next ones see.
test.describe.configure({ mode: "serial", timeout: 120_000 });
test.beforeAll(async () => {
  test.setTimeout(90_000);
  await portal.start();
});
test.afterAll(() => portal.dispose());

type Options = { javaScriptEnabled?: boolean };

/** Opens a browser of its own. */
const newPage = async (browser: Browser, options: Options = {}): Promise<Page> =>
  (await browser.newContext({ baseURL: portal.origin, viewport: { width: 390, height: 844 }, ...options })).newPage();

async function enter(browser: Browser, name: string, options: Options = {}): Promise<Page> {
  const page = await newPage(browser, options);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `Be ${name}`, exact: true }).click();
  await expect(page).toHaveURL(/\/account/);
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

async function expectGood(page: Page, title: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`))).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expect(page).toHaveTitle(new RegExp(`^${title}\\b`));
}

/** Opens a folded part of the page and returns the form in it. */
async function unfold(page: Page, summary: string, form: string) {
  await page.locator("summary", { hasText: summary }).click();
  return page.getByRole("form", { name: form, exact: true });
}

let chi: Page, sol: Page, lea: Page, ana: Page;
let address = "";
let measure = "";
let letter = "";

test("a case about somebody is opened and investigated", async ({ browser }) => {
  chi = await enter(browser, "Chi");
  sol = await enter(browser, "Sol");
  lea = await enter(browser, "Lea");
  ana = await enter(browser, "Ana");

  await chi.goto("/conduct/desk");
  const opening = await unfold(chi, "Open a case without a report", "Open a case");
  await opening.getByLabel("What it is about").fill("Threats after the meetup");
  await opening.getByLabel("No conflict").check();
  await press(chi, "Open the case");
  await expect(chi).toHaveURL(/\/conduct\/desk\/cases\//);
  address = new URL(chi.url()).pathname;

  const party = await unfold(chi, "Add somebody", "Add somebody");
  await party.getByLabel("Part").selectOption({ label: "Reported person" });
  await party.getByLabel("Where the person is known").selectOption("portal");
  await party.getByLabel("Name there").fill("ana@demo.invalid");
  await party.getByRole("button").click();
  await expect(chi.getByRole("region", { name: "People", exact: true })).toContainText("Ana");

  await chi.goto(address);
  const allegation = await unfold(chi, "Write down an allegation", "Write down an allegation");
  await allegation.getByLabel("Reported person").selectOption({ index: 0 });
  await allegation.getByLabel("Rule of the code of conduct").selectOption({ index: 3 });
  await allegation.getByLabel("What the person is said").fill("Threatened somebody");
  await press(chi, "Write down");
  await expect(chi.getByRole("region", { name: "Allegations", exact: true })).toContainText("Threatened somebody");

  await chi.goto(address);
  const facts = await unfold(chi, "Change the line", "Describe the case");
  await facts.getByLabel("Severity").selectOption({ label: "Serious" });
  await facts.getByLabel("Is somebody at risk?").selectOption("no");
  await facts.getByRole("button", { name: "Save" }).click();
  await expect(chi.getByText("Saved").first()).toBeVisible();
  await chi.goto(address);
  const hearing = await unfold(chi, "Write it down", "Hearing");
  await hearing.getByLabel("Yes").check();
  await hearing.getByRole("button", { name: "Save" }).click();
  await expect(chi.getByText("Saved").first()).toBeVisible();

  await chi.goto(address);
  await press(chi, "Start triage");
  await press(chi, "Start to investigate");
  await expect(chi.getByRole("heading", { name: "What comes next" })).toBeVisible();

  await lea.goto(address);
  const task = await unfold(lea, "Give it to somebody", "Give it to somebody");
  await task.getByLabel("Person").selectOption({ label: "Sol (demo)" });
  await task.getByLabel("Task").selectOption("handler");
  await press(lea, "Give");
  await expect(lea.getByText("Sol (demo)").first()).toBeVisible();
});

test("a ban needs a sealed snapshot, a finding, and a lead", async () => {
  const decision = `${address}/decision`;
  await chi.goto(decision);
  await expect(chi.getByText("Record a finding for every allegation.")).toBeVisible();
  await chi.getByLabel("What was found").selectOption("substantiated");
  await chi.getByLabel("Why", { exact: true }).fill("Two people saw it.");
  await press(chi, /Record the finding/);
  const proposal = chi.getByRole("form", { name: "Propose a decision" });
  await expect(proposal).toBeVisible();
  await expect(chi.getByText("Seal a snapshot of the evidence first")).toBeVisible();
  await expectGood(chi, "Desk");
  const fill = async () => {
    await proposal.getByLabel("Why this is the right answer").fill("It is the third time.");
    await proposal.getByLabel("What", { exact: true }).first().selectOption("ban");
    await proposal.getByLabel("Where it holds").first().fill("Everywhere");
    await press(chi, "Propose");
  };
  await fill();
  await expect(proposal.getByRole("status")).toContainText("Seal a snapshot of the evidence first");
  await expect(proposal.getByLabel("Why this is the right answer")).toHaveValue("It is the third time.");

  await chi.goto(address);
  const evidence = await unfold(chi, "Seal evidence", "Seal evidence");
  await evidence.getByLabel("What stands somewhere").check();
  await evidence.getByLabel("Link", { exact: true }).fill("https://discord.com/channels/1/2/3");
  await evidence.getByLabel("Name of the author there").fill("ana");
  await evidence.getByLabel("Original text").fill("I will find you");
  await press(chi, "Seal");
  await expect(chi.getByText("Nothing is sealed yet.")).toHaveCount(0);

  await chi.goto(decision);
  await fill();
  await expect(chi.getByText("A second person must approve this.")).toBeVisible();
  await expect(chi.getByRole("form", { name: "Vote" })).toHaveCount(0);
  // Sol votes on nothing: somebody without a hand in it is needed for the appeal.
  await lea.goto(decision);
  await lea.getByLabel("Approve").check();
  await press(lea, "Vote");
  await expect(lea.getByText(/\(demo\) approves/)).toBeVisible();
  await lea.reload();
  await expect(lea.getByRole("heading", { name: "Decided" })).toBeVisible();
  await expectGood(lea, "Desk");
});

test("a letter is written, read by a second person with its doubtful places marked, and handed over", async () => {
  await chi.goto(`${address}/decision`);
  await chi.getByRole("link", { name: "Ban" }).first().click();
  await expect(chi).toHaveURL(/\/measures\//);
  measure = new URL(chi.url()).pathname;
  await chi.getByLabel("What happened").fill("You threatened somebody at 14:05.");
  await chi.getByLabel("What it did to others").fill("People stayed away.");
  await chi.getByLabel("What we expect").fill("Leave others in peace.");
  await chi.getByLabel("What follows").fill("You are banned.");
  await press(chi, "Save the letter");
  await expect(chi.locator("mark")).toContainText("14:05");
  await expect(chi.getByRole("button", { name: "I read it" })).toHaveCount(0);
  await expectGood(chi, "Desk");

  await sol.goto(measure);
  await press(sol, "I read it, and it can go out");
  await expect(sol.getByText("Say that you looked at every marked place")).toBeVisible();
  await sol.getByLabel("I looked at every marked place").check();
  await press(sol, "I read it, and it can go out");
  await expect(sol.getByText("Checked by")).toBeVisible();

  await chi.goto(measure);
  letter = await chi.getByText("Your secret:").first().innerText();
  await chi.getByLabel("Handed over").check();
  await chi.getByRole("form", { name: "Delivery" }).getByRole("button", { name: "Record" }).click();
  await expect(chi.getByText("Your secret:")).toHaveCount(0);
  await press(chi, "Put it into force");
  await expect(chi.getByText("Active").first()).toBeVisible();
  await expectGood(chi, "Desk");
  await ana.goto("/account");
  await expect(ana).toHaveURL(/\/sign-in/);
});

test("the person concerned appeals without an account and without a script, and keeps what was typed", async ({
  browser,
}) => {
  const page = await newPage(browser, { javaScriptEnabled: false });
  const [, link = ""] = /(\/conduct\/appeal\?to=\S+)/.exec(letter) ?? [];
  const [, secret = ""] = /Your secret: (\S+)/.exec(letter) ?? [];
  await page.goto(link);
  await expect(page.getByLabel("Number")).toHaveValue(/^\w{6}$/);
  await page.getByLabel("Secret").fill("AAAAA-AAAAA-AAAAA-AAAAA");
  await press(page, "Open");
  await expect(page.getByText("These two do not open a letter together.")).toBeVisible();
  await page.getByLabel("Secret").fill(secret);
  await press(page, "Open");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your letter");
  await expect(page.getByText("Ban: active")).toBeVisible();
  await expect(page.getByText("Chi")).toHaveCount(0);
  await page.getByLabel("In your own words").fill("It was not me.");
  await press(page, "Send the appeal");
  await expect(page.getByText("Tick at least one.")).toBeVisible();
  await expect(page.getByLabel("In your own words")).toHaveValue("It was not me.");
  await page.getByLabel("It did not happen like that").check();
  await press(page, "Send the appeal");
  await expect(page.getByText("Your appeal is being looked at.")).toBeVisible();
  expect(page.url()).not.toContain(secret);
  await page.context().close();
});

test("somebody without a hand in the ban answers it, and everybody hears", async ({ browser }) => {
  await lea.goto(`${address}/decision`);
  await lea.getByRole("link", { name: "Appeal against: Ban" }).click();
  const reviewer = lea.getByLabel("Reviewer", { exact: true });
  await expect(reviewer.getByRole("option")).toHaveText(["Choose", "Sol (demo)"]);
  await expectGood(lea, "Desk");
  await reviewer.selectOption({ label: "Sol (demo)" });
  await press(lea, "Choose");
  await expect(lea.getByText("Reviewer chosen").first()).toBeVisible();

  await sol.goto(new URL(lea.url()).pathname);
  await press(sol, "Begin the review");
  await sol.getByLabel("Lift it").check();
  await sol.getByLabel("Reasons").fill("We mixed up two people.");
  await expectGood(sol, "Desk");
  await press(sol, /^Answer/);
  await expect(sol.getByText("We mixed up two people.")).toBeVisible();
  await press(sol, "Tell everybody");
  await expect(sol.getByText("Everybody told")).toBeVisible();

  const page = await newPage(browser);
  const [, link = ""] = /(\/conduct\/appeal\?to=\S+)/.exec(letter) ?? [];
  const [, words = ""] = /The same in words: (.+)/.exec(letter) ?? [];
  await page.goto(link);
  await expectGood(page, "Letter");
  await page.getByLabel("Secret").fill(words);
  await press(page, "Open");
  await expect(page.getByText("We mixed up two people.")).toBeVisible();
  await expectGood(page, "Letter");
  await press(page, "Close this letter");
  await expect(page.getByText("The letter is closed on this device.")).toBeVisible();
  await page.goto("/conduct/appeal/letter");
  await expect(page).toHaveURL(/\/conduct\/appeal$/);
  await enter(browser, "Ana");
});
