// Run as a child process with a target file: making a cluster takes 800 MB, which end with the process.
import { rename, writeFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";

const [, , target = ""] = process.argv;
const engine = await PGlite.create();
const dump = await engine.dumpDataDir("gzip");
await engine.close();
await writeFile(`${target}.${process.pid}`, new Uint8Array(await dump.arrayBuffer()));
await rename(`${target}.${process.pid}`, target);
