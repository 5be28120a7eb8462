import "server-only";
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

/** Returns a text that changes whenever a snippet does. */
export function getPublishedSnippetVersion(): string {
  return listPageFiles(folder, false)
    .files.map(({ file, stamp }) => `${file} ${stamp}`)
    .join(" ");
}
