// The process that is killed: opens the database, checks what the ones before it left, and writes until it is ended.
import { check } from "./chaos-check";
import { runWriter } from "./chaos-run";
import { writes } from "./chaos-writes";

await runWriter({
  check,
  kinds: Object.keys(writes),
  write: (database, mark, acknowledge) =>
    acknowledge(mark, async () => writes[mark.split("-", 1)[0] ?? ""]?.run(database, mark)),
});
