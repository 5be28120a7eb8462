import "server-only";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, createReadStream, readdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { getDatabase } from "@/lib/db/database";
import { writeNewFile } from "@/lib/db/new-file";
import { env } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Command, Context } from "./command";
import { controlAddressOf } from "./control-address";
import { callShape, type Message } from "./control-messages";
import { runHere, withExitStatus } from "./run-command";

async function send(response: ServerResponse, message: Message): Promise<void> {
  if (response.destroyed) throw new Error("Whoever called the command has gone.");
  if (response.write(`${JSON.stringify(message)}\n`)) return;
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]).finally(() =>
    over.abort(),
  );
}

const spoolName = "outgoing-";

// First onto the disk: the embedded engine has one connection, and a slow reader must not keep everybody waiting.
function saveThrough(response: ServerResponse): Context["save"] {
  return async (file, write) => {
    await send(response, { file });
    const spool = path.join(env.dataFolder, `${spoolName}${randomUUID()}`);
    try {
      const result = await writeNewFile(spool, write);
      for await (const chunk of createReadStream(spool)) await send(response, { data: chunk.toString("base64") });
      await send(response, { saved: true });
      return result;
    } finally {
      rmSync(spool, { force: true });
    }
  };
}

async function answer(commands: Command[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = (request.url ?? "").slice(1);
  const command = commands.find((each) => each.name === name && each.opens !== "nothing");
  if (request.method !== "POST" || command === undefined) return void response.writeHead(404).end();
  const call = callShape.parse(JSON.parse(await text(request)));
  response.writeHead(200, { "Content-Type": "application/x-ndjson" });
  const say = (message: Message) => void send(response, message).catch(() => undefined);
  const context: Context = {
    ...call,
    print: (out) => say({ out }),
    warn: (err) => say({ err }),
    save: saveThrough(response),
  };
  try {
    say({ exit: await withExitStatus(command, context.warn, () => runHere(command, context, getDatabase)) });
  } catch (error) {
    // Whoever went away in the middle knows.
    if (!response.destroyed) log.error(`The command ${name} failed.`, error);
    say({ err: `The command failed: ${messageOf(error)}` });
    say({ exit: 1 });
  }
  response.end();
}

/**
 * Lets `npm run portal` run commands inside this portal while it holds the embedded database; does nothing with
 * PostgreSQL, to which commands connect themselves. Only this user of the system can reach it.
 */
export async function startControl(commands: Command[]): Promise<{ stop: () => Promise<void> }> {
  if (env.databaseUrl !== null) return { stop: async () => undefined };
  // Whoever holds the data folder, which opening the database takes, may replace what a killed process left there.
  await getDatabase();
  const address = controlAddressOf(env.dataFolder);
  if (process.platform !== "win32") rmSync(address, { force: true });
  for (const name of readdirSync(env.dataFolder))
    if (name.startsWith(spoolName)) rmSync(path.join(env.dataFolder, name), { force: true });
  const server = createServer((request, response) => {
    answer(commands, request, response).catch((error: unknown) => {
      log.error("A command could not be answered.", error);
      response.destroy();
    });
  });
  server.listen(address);
  await once(server, "listening");
  if (process.platform !== "win32") chmodSync(address, 0o600);
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
