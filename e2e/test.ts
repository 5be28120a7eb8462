import { expect as expectation, test as base } from "@playwright/test";

export { expect, type Page } from "@playwright/test";

/** Playwright's test with the origin of the portal under test, for requests that are made outside of the browser. */
export const test = base.extend<{ origin: string }>({
  origin: async ({ baseURL }, provide) => {
    if (baseURL === undefined) throw new Error("The configuration names no baseURL.");
    await provide(baseURL);
  },
});

// What happens in the background has no time of its own: this only ends a test that would wait for ever.
const patienceMilliseconds = 30_000;

/** Expects something of a value that is asked for again and again until it is so. */
export const eventually = expectation.configure({ timeout: patienceMilliseconds }).poll;
