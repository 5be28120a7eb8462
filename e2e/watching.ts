import type { ConsoleMessage, Page, Request } from "@playwright/test";

/** What a browser complained about while it showed a page. */
export type Complaints = { console: string[]; policy: string[]; elsewhere: string[] };

declare global {
  interface Window {
    policyViolations?: string[];
    layoutShifts?: number[];
  }
}

/** Collects console errors, policy violations and requests to other origins from now on. */
export async function watchPage(page: Page, origin: string): Promise<() => Promise<Complaints>> {
  const console: string[] = [];
  const elsewhere: string[] = [];
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // The browser reports the status of the document itself, which a test asks for on purpose.
    const isOwnStatus = message.text().startsWith("Failed to load resource") && message.location().url === page.url();
    if (!isOwnStatus) console.push(message.text());
  });
  page.on("pageerror", (error) => console.push(error.message));
  page.on("request", (request: Request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (/^https?:$/.test(protocol) && asked !== origin) elsewhere.push(request.url());
  });
  await page.addInitScript(() => {
    window.policyViolations = [];
    window.layoutShifts = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      window.policyViolations?.push(`${violatedDirective}: ${blockedURI}`),
    );
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.layoutShifts?.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => ({ console, elsewhere, policy: await page.evaluate(() => window.policyViolations ?? []) });
}

/** Waits until the script has done its work and the browser has drawn twice since. */
export async function waitUntilSettled(page: Page): Promise<void> {
  await page.locator("html[data-enhanced]").waitFor({ state: "attached" });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
