import "server-only";
import { existsSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { linesOf } from "@/lib/db/lines";
import { AppError } from "@/lib/errors";
import type { Context } from "./command";
import { controlAddressOf } from "./control-address";
import { messageShape, type Call, type Message } from "./control-messages";

const nobodyThere = ["ENOENT", "ECONNREFUSED"];

/** Sends a call; null when no portal listens. */
function post(socketPath: string, name: string, call: Call): Promise<IncomingMessage | null> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method: "POST", path: `/${name}`, agent: false }, resolve);
    sent.on("error", (error: NodeJS.ErrnoException) =>
      nobodyThere.includes(error.code ?? "") ? resolve(null) : reject(error),
    );
    sent.end(JSON.stringify(call));
  });
}

async function* messagesOf(response: IncomingMessage): AsyncGenerator<Message, undefined> {
  for await (const line of linesOf(response)) yield messageShape.parse(JSON.parse(line));
}

const brokenOff = "The portal ended before the command was done";

async function* bytesOf(messages: AsyncGenerator<Message, undefined>): AsyncGenerator<Buffer> {
  for (;;) {
    const message = (await messages.next()).value;
    if (message === undefined) throw new AppError("unavailable", `${brokenOff}.`);
    if ("saved" in message) return;
    if ("err" in message) throw new AppError("unavailable", message.err);
    if ("data" in message) yield Buffer.from(message.data, "base64");
  }
}

async function follow(response: IncomingMessage, { print, warn, save }: Context): Promise<number> {
  const messages = messagesOf(response);
  for (;;) {
    const message = (await messages.next()).value;
    if (message === undefined) throw new AppError("unavailable", `${brokenOff}.`);
    if ("exit" in message) return message.exit;
    if ("out" in message) print(message.out);
    if ("err" in message) warn(message.err);
    if ("file" in message) await save(message.file, (output) => pipeline(Readable.from(bytesOf(messages)), output));
  }
}

/**
 * Runs a command inside the portal that holds a data folder, and returns its exit status; null when none is running.
 * Throws unavailable when the portal does not know the command, or ends meanwhile.
 */
export async function askPortal(dataFolder: string, name: string, context: Context): Promise<number | null> {
  if (!existsSync(dataFolder)) return null;
  const response = await post(controlAddressOf(dataFolder), name, { args: context.args, folder: context.folder });
  if (response === null) return null;
  try {
    if (response.statusCode === 200) return await follow(response, context);
    throw new AppError("unavailable", `The portal that is running does not know the command ${name}: restart it.`);
  } catch (error) {
    const isReset = error instanceof Error && "code" in error && error.code === "ECONNRESET";
    throw isReset ? new AppError("unavailable", `${brokenOff}.`, { cause: error }) : error;
  } finally {
    response.destroy();
  }
}
