import { expect, test } from "./test";
import { pathsOfSitemap } from "./html";

const pairing = "/handbook/community/pairing";

test.describe("a first visit", () => {
  test("leads from the hub to a page, and the page says where it stands", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page
      .getByRole("main")
      .getByRole("link", { name: /^Community/ })
      .first()
      .click();
    const tree = page.getByRole("navigation", { name: "Handbook", exact: true });
    await tree.getByRole("link", { name: "Pairing sessions" }).click();
    await expect(page).toHaveURL(pairing);
    await expect(page.getByRole("heading", { level: 1, name: "Community pairing sessions" })).toBeVisible();
    await expect(tree.locator("[aria-current=page]:visible")).toHaveText("Pairing sessions");
    const crumbs = page.getByRole("navigation", { name: "Breadcrumbs" }).getByRole("link");
    await expect(crumbs).toHaveText(["Handbook", "Community"]);
    await crumbs.last().click();
    await expect(page).toHaveURL("/handbook/community");
  });

  test("goes on to the next page and back", async ({ page }) => {
    await page.goto(pairing);
    const pager = page.getByRole("navigation", { name: "Previous and next page" });
    const title = await page.getByRole("heading", { level: 1 }).textContent();
    await pager.getByRole("link", { name: /^Next/ }).click();
    await expect(page).not.toHaveURL(pairing);
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(title ?? "");
    await pager.getByRole("link", { name: /^Previous/ }).click();
    await expect(page).toHaveURL(pairing);
  });
});

test.describe("on a page", () => {
  test("the list of sections marks the one being read", async ({ page }) => {
    await page.goto(pairing);
    const outline = page.getByRole("navigation", { name: "On this page" });
    const marked = outline.locator("[aria-current]");
    const heading = page.getByRole("heading", { name: "When", exact: true });
    await heading.evaluate((element) => element.scrollIntoView({ block: "start" }));
    await expect(marked).toHaveText(["When"]);
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await expect(marked).toHaveText([(await outline.getByRole("link").last().textContent()) ?? ""]);
    await outline.getByRole("link", { name: "What", exact: true }).click();
    await expect(page).toHaveURL(`${pairing}#what`);
    await expect(marked).toHaveText(["What"]);
  });

  test("the anchor of a heading copies its address", async ({ page, context, origin }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(pairing);
    await page.getByRole("heading", { name: "When", exact: true }).hover();
    await page.getByRole("link", { name: "Link to “When”" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Link copied." })).toBeAttached();
    await expect(page).toHaveURL(`${pairing}#when`);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${origin}${pairing}#when`);
  });

  test("code is copied as it stands", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/handbook/guide/components");
    const block = page.locator("[data-code]").filter({ hasText: "const weekdays" }).first();
    await block.getByRole("button", { name: "Copy the code" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Code copied." })).toBeAttached();
    const shown = (await block.locator("pre").textContent()) ?? "";
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown.replace(/\n$/, ""));
  });

  test("its keeper, its source and a way to report a problem are named", async ({ page }) => {
    await page.goto(pairing);
    const about = page.getByRole("complementary", { name: "About this page" });
    await expect(about).toContainText("Kept by");
    await expect(about.getByRole("link", { name: "Contributor Success" })).toBeVisible();
    const report = await about.getByRole("link", { name: "Report a problem with this page" }).getAttribute("href");
    expect(report).toMatch(/^mailto:[^?]+@[^?]+\?subject=/);
    expect(decodeURIComponent(report ?? "")).toContain(pairing);
    await about.getByRole("link", { name: "Edit this page" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Edit: Community pairing sessions" })).toBeVisible();
    await expect(page.getByText("content/handbook/community/pairing.mdx")).toBeVisible();
    await page.goto(`/history${pairing}`);
    await expect(page.getByRole("heading", { level: 1, name: "History: Community pairing sessions" })).toBeVisible();
    await page.getByRole("link", { name: "Back to the page" }).click();
    await expect(page).toHaveURL(pairing);
  });

  test("it is copied and served as Markdown", async ({ page, context, request }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(pairing);
    await page.getByRole("complementary", { name: "About this page" }).getByRole("link", { name: "Markdown" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Page copied." })).toBeAttached();
    await expect(page).toHaveURL(pairing);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^# Community pairing sessions\n/);
    const answer = await request.get(`${pairing}.md`);
    expect(answer.headers()["content-type"]).toBe("text/markdown; charset=utf-8");
    expect(await answer.text()).toBe(copied);
    expect(copied).toContain("## When");
    expect(copied).not.toMatch(/<NextSession|<Callout|data-|class=/);
  });
});

test.describe("on a small screen", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the tree, the sections and the main links are folded and open by a press", async ({ page }) => {
    await page.goto(pairing);
    const tree = page.getByRole("navigation", { name: "Handbook", exact: true });
    const link = tree.getByRole("link", { name: "Pairing sessions" });
    await expect(link).toBeHidden();
    await tree.getByText("In this handbook").click();
    await expect(link).toBeVisible();
    await expect(link).toHaveAttribute("aria-current", "page");
    const section = page.getByRole("article").getByRole("link", { name: "When", exact: true });
    await expect(section).toBeHidden();
    await page.getByText("On this page", { exact: true }).filter({ visible: true }).click();
    await section.click();
    await expect(page).toHaveURL(`${pairing}#when`);
    await expect(page.getByRole("heading", { name: "When", exact: true })).toBeInViewport();
    await page.locator("summary", { hasText: "Menu" }).click();
    await page.getByRole("navigation", { name: "Main, small screen" }).getByRole("link", { name: "Programs" }).click();
    await expect(page).toHaveURL("/handbook/programs");
  });
});

test.describe("at 320 pixels, which is 400 % of 1280", () => {
  test.use({ viewport: { width: 320, height: 256 } });
  test.setTimeout(120_000);

  test("no page scrolls sideways", async ({ page, request }) => {
    const paths = pathsOfSitemap(await (await request.get("/sitemap.xml")).text());
    expect(paths.length).toBeGreaterThan(20);
    const tooWide: string[] = [];
    for (const path of [
      ...paths,
      "/search?q=pairing",
      "/search?q=zzzzzz",
      "/pages",
      "/settings",
      `/edit${pairing}`,
      "/nowhere",
    ]) {
      await page.goto(path, { waitUntil: "domcontentloaded" });
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      if (scrollWidth > clientWidth) tooWide.push(`${path}: ${scrollWidth}`);
    }
    expect(tooWide).toEqual([]);
  });
});

test.describe("in other conditions", () => {
  test("paper shows the text and the addresses of links, not the ways around the site", async ({ page }) => {
    await page.goto(pairing);
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(page.getByRole("contentinfo")).toBeHidden();
    await expect(page.getByRole("navigation", { name: "Handbook", exact: true })).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const link = page.getByRole("article").locator(".prose a[href^='https:']").first();
    const shown = await link.evaluate((element) => getComputedStyle(element, "::after").content);
    const address = (await link.getAttribute("href")) ?? "";
    expect(shown.replace("attr(href)", address)).toContain(address);
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("paper shows what is folded and what lies behind a tab", async ({ page }) => {
    await page.goto("/handbook/guide/components");
    const folded = page.getByText("Text that only some readers need.", { exact: true });
    const behind = page.getByRole("tabpanel", { includeHidden: true }).nth(1).locator("pre");
    await page.emulateMedia({ media: "print" });
    for (const element of [folded, behind]) {
      expect(await element.evaluate((node) => node.checkVisibility({ contentVisibilityAuto: true }))).toBe(true);
      expect((await element.boundingBox())?.height ?? 0).toBeGreaterThan(0);
    }
  });

  test("nothing moves for those who asked for less motion", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(pairing);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .map((element) => ({ name: element.tagName, style: getComputedStyle(element) }))
        .filter(
          ({ style }) =>
            style.animationName !== "none" ||
            !/^(0s(, )?)+$/.test(style.transitionDuration) ||
            style.scrollBehavior === "smooth",
        )
        .map(({ name }) => name),
    );
    expect(moving).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  test("forced colours keep the borders, the focus and the mark of the current page", async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    await page.goto(pairing);
    const search = page.getByRole("banner").getByRole("link", { name: "Search" });
    await search.focus();
    const styleOf = () =>
      search.evaluate((element) => {
        const { borderTopStyle, outlineStyle, outlineWidth } = getComputedStyle(element);
        return { borderTopStyle, outlineStyle, outlineWidth };
      });
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await expect(search).toBeFocused();
    expect(await styleOf()).toEqual({ borderTopStyle: "solid", outlineStyle: "solid", outlineWidth: "2px" });
    const current = page
      .getByRole("navigation", { name: "Handbook", exact: true })
      .locator("[aria-current=page]:visible");
    expect(Number(await current.evaluate((element) => getComputedStyle(element).fontWeight))).toBeGreaterThanOrEqual(
      700,
    );
  });
});
