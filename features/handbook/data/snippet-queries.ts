import "server-only";
import { createHash } from "node:crypto";
import { listPageFiles, readContentFile } from "./content-files";
import { compileBody, type CompiledBody } from "./page-compiler";

const folder = "snippets";

/** Compiles a snippet by its name as its file is now; null when there is none. */
export async function compilePublishedSnippet(name: string): Promise<CompiledBody | null> {
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  const file = `${folder}/${name}.mdx`;
  const read = readContentFile(file);
  return read === null ? null : compileBody(read.text, file, {});
}

let digested = { version: "", digest: "" };

/** Returns a digest of what all snippets say; the same on every machine that has the same snippets. */
export function getPublishedSnippetDigest(): string {
  const version = getPublishedSnippetVersion();
  if (digested.version !== version) {
    const digest = createHash("sha256");
    for (const { file } of listPageFiles(folder, false).files) digest.update(readContentFile(file)?.hash ?? "");
    digested = { version, digest: digest.digest("base64url").slice(0, 12) };
  }
  return digested.digest;
}

/** Returns a text that changes whenever a snippet does. */
export function getPublishedSnippetVersion(): string {
  return listPageFiles(folder, false)
    .files.map(({ file, stamp }) => `${file} ${stamp}`)
    .join(" ");
}
