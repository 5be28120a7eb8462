import { chromiumSwitches, findChromium, noChromium } from "../lib/cli/chromium.mjs";

/** Returns how Playwright launches the browser of this machine; throws one clear sentence when there is none. */
export async function chromiumLaunch(): Promise<{ executablePath: string; args: string[] }> {
  const executablePath = await findChromium(process.env);
  if (executablePath === null) throw new Error(noChromium);
  return { executablePath, args: chromiumSwitches() };
}
