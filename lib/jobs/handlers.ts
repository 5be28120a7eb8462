import "server-only";
import type { Database } from "@/lib/db/database";

/** A job whose effect is in the database: it happens exactly once, together with the note that it is done. */
export type DatabaseJob = {
  effect: "database";
  run: (tx: Database, payload: Record<string, unknown>) => Promise<void>;
};

/**
 * A job whose effect is outside of the database. It happens at least once – again when the process ends between the
 * effect and the note that it is done – and must end by itself, within minutes.
 */
export type OutsideJob = {
  effect: "outside";
  run: (payload: Record<string, unknown>, job: { id: number; key: string | null; attempt: number }) => Promise<void>;
};

/** What does the jobs of one kind. */
export type JobHandler = DatabaseJob | OutsideJob;
