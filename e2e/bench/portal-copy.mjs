import { cp, link, mkdir, readFile, readdir, copyFile, symlink, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { environmentFor, runProgram } from "../../lib/cli/processes.mjs";

// What a build makes, what belongs to a running portal, and what is not needed to build one.
const leftOut = new Set([".next", ".data", ".git", "node_modules", "test-results", ".portal-lock", "public/assets"]);

/**
 * Copies packages as further names of the same files: the build refuses links that lead out of its folder.
 * @param {string} source @param {string} target
 */
async function linkTree(source, target) {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [path.join(source, entry.name), path.join(target, entry.name)];
    if (entry.isDirectory()) await linkTree(from, to);
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    // Another disk has no further names for a file of this one.
    else await link(from, to).catch(() => copyFile(from, to));
  }
}

/**
 * Copies the portal's sources to an empty folder, packages included.
 * @param {string} root @param {string} target
 */
export async function copyPortal(root, target) {
  await cp(root, target, { recursive: true, filter: (source) => !leftOut.has(path.relative(root, source)) });
  await linkTree(path.join(root, "node_modules"), path.join(target, "node_modules"));
}

/** Builds the copy; throws with the end of its output when that fails. @param {string} folder */
export async function buildCopy(folder) {
  let output = "";
  const status = await runProgram(process.execPath, [path.join(folder, "lib/cli/build.mjs")], {
    cwd: folder,
    env: environmentFor("production"),
    onOutput: (text) => (output += text),
  });
  if (status !== 0) throw new Error(`The copy of the portal could not be built: ${output.slice(-3000)}`);
}

// Plain, so that Next makes the pages when it builds: the portal's own layout answers every request anew.
const layout = `import type { ReactNode } from "react";
import content from "./bench-content.json";

export default function BenchLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <link rel="stylesheet" href={content.stylesheet} />
      </head>
      <body>{children}</body>
    </html>
  );
}
`;

/** @param {string} name of the page in the content file */
const staticPage = (name) => `import content from "@/app/bench-content.json";

export const dynamic = "force-static";

export default function BenchPage() {
  return <div dangerouslySetInnerHTML={{ __html: content.pages[${JSON.stringify(name)}] }} />;
}
`;

/**
 * Adds App Router pages that Next generates when it builds, with the same content as documents of the portal.
 * @param {string} folder of the copy
 * @param {string} stylesheet its public path
 * @param {Record<string, string>} pages HTML by name; the page stands at /bench-static/<name>
 */
export async function addStaticPages(folder, stylesheet, pages) {
  await writeFile(path.join(folder, "app/bench-content.json"), JSON.stringify({ stylesheet, pages }));
  await writeFile(path.join(folder, "app/layout.tsx"), layout);
  for (const name of Object.keys(pages)) {
    await mkdir(path.join(folder, "app/bench-static", name), { recursive: true });
    await writeFile(path.join(folder, "app/bench-static", name, "page.tsx"), staticPage(name));
  }
}

/**
 * Takes the stylesheet's path and the content of the body out of a document of the portal.
 * @param {string} html
 */
export function partsOf(html) {
  const stylesheet = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1];
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1];
  if (stylesheet === undefined || body === undefined)
    throw new Error("A document of the portal lacks its stylesheet or body.");
  return { stylesheet, body };
}

/** Reads the one block of a language out of a Markdown file; throws when there is none. @param {string} file @param {string} language */
export async function readFence(file, language) {
  const text = await readFile(file, "utf8");
  const block = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "m").exec(text)?.[1];
  if (block === undefined) throw new Error(`${file} has no block marked ${language}.`);
  return block;
}
