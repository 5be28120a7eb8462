import { existsSync } from "node:fs";
import path from "node:path";
import { problemsOf } from "../settings.mjs";
import { isInstalledByNpm } from "./install.mjs";
import { loadCommands } from "./portal-bundle.mjs";
import { inModules } from "./processes.mjs";
import { Refusal, root, runCommand } from "./terminal.mjs";

function requirePackages() {
  const hasPackages = ["esbuild", "drizzle-orm", "@electric-sql/pglite"].every((name) => existsSync(inModules(name)));
  if (!hasPackages) throw new Refusal("Packages are missing: run npm ci first.");
}

/** Throws a Refusal that names every wrong setting. */
function requireSettings() {
  const problems = problemsOf(process.env);
  if (problems.length > 0) throw new Refusal(`Wrong settings in the environment: ${problems.join("; ")}.`);
}

/** Says what doctor has to say before the portal's own code can be loaded. */
function examineMachine() {
  console.log(`✓ Node ${process.versions.node}`);
  const isExact = isInstalledByNpm(path.join(root, "package-lock.json"), inModules(".package-lock.json"));
  console.log(isExact ? "✓ Packages" : "! Packages are not those of package-lock.json – npm ci, or start the portal");
  const problems = problemsOf(process.env);
  if (problems.length > 0) throw new Refusal(problems.map((problem) => `✗ ${problem}`).join("\n"));
  console.log("✓ Settings");
}

/** Runs a command of the operator (`npm run portal -- <command>`). */
export async function main() {
  await runCommand(async () => {
    // npm changes to the root of the repository, and says where it was called.
    const isUnderNpm = process.env.npm_lifecycle_event === "portal";
    const folder = (isUnderNpm && process.env.INIT_CWD) || process.cwd();
    const given = process.argv.slice(2);
    process.chdir(root);
    requirePackages();
    if (given[0] === "doctor" && given.length === 1) examineMachine();
    else requireSettings();
    const { run } = await loadCommands();
    return run(given, folder);
  });
}
