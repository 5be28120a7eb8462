import path from "node:path";
import { bench } from "../../e2e/bench/main.mjs";
import { isBuilt } from "./build-portal.mjs";
import { ensureInstalled } from "./install.mjs";
import { endChildrenOnSignal, runProgram } from "./processes.mjs";
import { Refusal, root, runCommand } from "./terminal.mjs";

/** Measures the portal against its goals (`npm run bench`, optionally followed by `-- serving`, `scale` or `lighthouse`). */
export async function benchPortal() {
  endChildrenOnSignal();
  await runCommand(async () => {
    await ensureInstalled();
    if (!isBuilt()) {
      const status = await runProgram(process.execPath, [path.join(root, "lib/cli/build.mjs"), "--if-needed"]);
      if (status !== 0) throw new Refusal("", status);
    }
    return bench(root, process.argv.slice(2));
  });
}
