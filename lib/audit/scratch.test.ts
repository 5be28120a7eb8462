import { it, vi } from "vitest";
import { forEachEngine } from "@/lib/db/test-database";
import { keysOf } from "@/lib/secrets";
import { requireWithin } from "@/lib/rate-limit/rate-limit";
import { audit } from "./audit";
import { listAudit } from "./queries";
import { fillAudit } from "./test-audit";
import { verifyAudit } from "./verify";
vi.hoisted(() => (process.env.PORTAL_SECRET = "a secret of the tests that is long enough"));
async function cpu<T>(name: string, work: () => Promise<T>) {
  const before = process.cpuUsage(); const t = performance.now();
  const r = await work(); const c = process.cpuUsage(before);
  console.log(name, "wall", Math.round(performance.now() - t), "cpu", Math.round((c.user + c.system) / 1000), "ms");
  return r;
}
forEachEngine((open, engine) => {
  it("m", async () => {
    const database = await open();
    await fillAudit(database, keysOf("audit")[0], 100_000);
    const r = await cpu(engine + " verify", () => verifyAudit(database));
    console.log(r.events, r.problems.length);
    await cpu(engine + " list old range", () => listAudit(database, { limit: 50, to: new Date(0) }));
    await cpu(engine + " 200 limits", async () => { for (let i = 0; i < 200; i += 1) await requireWithin({ name: "x", most: 1000, seconds: 60 }, "a", database); });
    await cpu(engine + " 200 audits", async () => { for (let i = 0; i < 200; i += 1) await database.transaction((tx) => audit(tx, { actor: { kind: "portal" }, act: "a", object: { kind: "t", id: "1" } })); });
  }, 200_000);
});
