import "server-only";
import type { SQL } from "drizzle-orm";
import type { Database } from "./database";

/** Runs a query written in SQL and returns its rows, which are what the query says they are on either engine. */
export async function queryRows<Row extends Record<string, unknown>>(database: Database, query: SQL): Promise<Row[]> {
  const result = (await database.execute<Row>(query)) as { rows: Row[] };
  return result.rows;
}
