import "server-only";
import type { Client } from "pg";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { locks } from "./locks";

const retryMilliseconds = 5_000;

/** Takes the database for one process alone until the client ends; throws unavailable while a portal uses it. */
export async function requireAlone(client: Client): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [locks.presence]);
  if (rows[0]?.taken === true) return;
  throw new AppError("unavailable", "A portal or another command is using this database: stop it first.");
}

async function enter(connect: () => Promise<Client>): Promise<Client> {
  const client = await connect();
  const lock = "select pg_try_advisory_lock_shared($1) as taken";
  const { rows } = await client.query<{ taken: boolean }>(lock, [locks.presence]);
  if (rows[0]?.taken === true) return client;
  await client.end();
  throw new AppError("unavailable", "A backup is being restored into this database: start again when that is done.");
}

/**
 * Says to other processes that this one uses the database, on a connection of its own, until it is told to leave.
 * Throws unavailable while a backup is being restored. A connection that is lost is made again.
 */
export async function announcePresence(connect: () => Promise<Client>): Promise<{ leave: () => Promise<void> }> {
  let client: Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  let hasLeft = false;
  const hold = (entered: Client) => {
    client = entered;
    entered.on("error", (error) => log.warn("The connection that shows the portal's presence was lost.", error));
    entered.once("end", () => {
      client = null;
      if (!hasLeft) retryLater();
    });
  };
  const retryLater = () => {
    retry = setTimeout(() => {
      enter(connect).then((entered) => (hasLeft ? void entered.end() : hold(entered)), retryLater);
    }, retryMilliseconds).unref();
  };
  hold(await enter(connect));
  return {
    leave: async () => {
      hasLeft = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}
