import { test as base } from "@playwright/test";

export { expect, type Page } from "@playwright/test";

/** Playwright's test with the origin of the portal under test, for requests that are made outside of the browser. */
export const test = base.extend<{ origin: string }>({
  origin: async ({ baseURL }, provide) => {
    if (baseURL === undefined) throw new Error("The configuration names no baseURL.");
    await provide(baseURL);
  },
});
