import { expect, it } from "vitest";
import { settingsPage } from "./settings-page.mjs";

it("the page about the settings names every one of them as it is", async () => {
  await expect(settingsPage()).toMatchFileSnapshot("../../docs/settings.md");
});
