import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { UsageError, type AloneCommand } from "@/lib/operator/command";
import { makeRecipientKeys, openAsRecipient } from "./data/export-signing";
import { verifyExport } from "./domain/case-export";

type Context = Parameters<AloneCommand["run"]>[0];

function read(context: Context, file: string): Buffer {
  try {
    return readFileSync(path.resolve(context.folder, file));
  } catch {
    throw new AppError("not_found", `There is no file ${file} that could be read.`);
  }
}

const textIn = (context: Context, file: string) => read(context, file).toString("utf8").trim();

async function makeKeys({ save, print }: Context, file: string): Promise<void> {
  const { publicKey, privateKey } = await makeRecipientKeys();
  await save(file, async (output) => void output.end(`${privateKey}\n`));
  print(`Keep ${file} to yourself. This is the key to give to whoever sends you an export:`);
  print(publicKey);
}

async function open(context: Context, sealed: string, key: string, target: string): Promise<void> {
  const bytes = await openAsRecipient(read(context, sealed), textIn(context, key));
  await context.save(target, async (output) => void output.end(bytes));
  context.print(`Opened: ${target}`);
}

function verify(context: Context, file: string, publicKey: string): number {
  const verified = verifyExport(read(context, file), publicKey);
  if (verified.ok)
    context.print(`It is whole, and was signed with this key (items: ${verified.manifest.items.length}).`);
  else for (const problem of verified.problems) context.warn(problem);
  return verified.ok ? 0 : 1;
}

/** Makes keys for, opens and verifies exports of cases; needs no database. For whoever receives one. */
export const conductExportCommand: AloneCommand = {
  name: "conduct-export",
  summary: "open and verify the export of a case",
  usage: `npm run portal -- conduct-export keys <new key file>
npm run portal -- conduct-export open <export> <key file> <new file>
npm run portal -- conduct-export verify <opened file> <public key>

keys    makes a pair of keys: the file is yours, what is printed is for whoever sends you the export
open    opens an export that was sealed to you
verify  proves that an opened export is whole and comes from the portal with this key, which its page shows`,
  opens: "nothing",
  async run(context) {
    const [act, ...given] = context.args;
    const [one = "", two = "", three = ""] = given;
    if (act === "keys" && given.length === 1) await makeKeys(context, one);
    else if (act === "open" && given.length === 3) await open(context, one, two, three);
    else if (act === "verify" && given.length === 2) return verify(context, one, two);
    else throw new UsageError("Say what to do with which files.");
    return 0;
  },
};
