import "server-only";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createTransport } from "nodemailer";
import { messageOf, type Letter } from "./letter";

/** A mail that was kept in a folder instead of being sent. */
export type KeptMail = Pick<Letter, "id" | "subject" | "text" | "html" | "links"> & {
  to: { name: string; address: string };
  /** When it would have been sent, as an ISO date. */
  at: string;
};

const mostKept = 200;
const isId = (text: string) => /^job-\d+\.[0-9a-f]+$/.test(text);

/** Writes a file that only this account may read; whoever looks sees all of it or nothing. */
async function writePrivate(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.new`, content, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

const hasCode = (error: unknown, code: string) => error instanceof Error && "code" in error && error.code === code;

async function readOrNull(file: string): Promise<KeptMail | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as KeptMail;
  } catch (error) {
    // Half a file after a power cut must not keep other mails from being kept.
    if (hasCode(error, "ENOENT") || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Returns the mails kept in a folder, the newest first. */
export async function listKeptMails(folder: string): Promise<KeptMail[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  });
  const ids = names.filter((name) => name.endsWith(".json")).map((name) => path.basename(name, ".json"));
  const mails = await Promise.all(ids.map((id) => readKeptMail(folder, id)));
  return mails.flatMap((mail) => mail ?? []).sort((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id));
}

/** Returns one of the mails kept in a folder, or null when there is none of that id. */
export async function readKeptMail(folder: string, id: string): Promise<KeptMail | null> {
  return isId(id) ? readOrNull(path.join(folder, `${id}.json`)) : null;
}

/**
 * Returns what keeps letters in a folder: each as the file that would have been sent (.eml) and, for a page that shows
 * it, as JSON. The newest 200 stay.
 */
export function keepIn(folder: string): (letter: Letter) => Promise<void> {
  const toFile = createTransport({ streamTransport: true, buffer: true });
  return async (letter) => {
    const { id, to, subject, text, html, links } = letter;
    const { message } = await toFile.sendMail(messageOf(letter));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writePrivate(path.join(folder, `${id}.eml`), message as Buffer);
    const kept: KeptMail = { id, to, subject, text, html, links, at: new Date().toISOString() };
    await writePrivate(path.join(folder, `${id}.json`), JSON.stringify(kept, null, 2));
    const tooMany = (await listKeptMails(folder)).slice(mostKept);
    await Promise.all(
      tooMany.flatMap((mail) => [".json", ".eml"].map((end) => rm(path.join(folder, mail.id + end), { force: true }))),
    );
  };
}
