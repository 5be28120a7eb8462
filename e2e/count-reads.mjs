// Loaded into a portal under test by --import: writes a line for every time a page's file is read.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const log = process.env.READS_LOG ?? "";
const { readFileSync, appendFileSync } = fs;

fs.readFileSync = (file, ...rest) => {
  if (typeof file === "string" && file.endsWith(".mdx")) appendFileSync(log, `${file}\n`);
  return readFileSync(file, ...rest);
};
syncBuiltinESMExports();
