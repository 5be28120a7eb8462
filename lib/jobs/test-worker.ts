// A portal of its own for the chaos test, with nothing but its worker: it is killed again and again.
import { sql } from "drizzle-orm";
import { openEmbedded, openPostgres } from "@/lib/db/database";
import { startWorker } from "./worker";

const [, , engine, place = ""] = process.argv;
const { database, close } = engine === "embedded" ? await openEmbedded(place) : await openPostgres(place);
const tell = (event: string) => process.stdout.write(`${event}\n`);

const worker = startWorker(
  database,
  {
    effect: {
      effect: "database",
      async run(tx, { number }) {
        await tx.execute(sql`insert into effect values (${number})`);
        tell("effect");
      },
    },
    end: { effect: "database", run: async () => void tell("end") },
  },
  [],
);

process.once("SIGTERM", async () => {
  await worker.stop();
  await close();
  process.exit(0);
});
// Its timers do not hold the process: it lives as long as its parent does.
process.stdin.resume().once("end", () => process.exit(0));
