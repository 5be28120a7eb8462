import { expect, it, vi } from "vitest";
import { forEachEngine } from "@/lib/db/test-database";
import { audit } from "./audit";
import { requireKnownSecret } from "./require-secret";

const known = vi.hoisted(() => ({ hasSecret: true, ids: [] as string[] }));
vi.mock("@/lib/secrets", async (original) => {
  const real = await original<typeof import("@/lib/secrets")>();
  return {
    ...real,
    hasSecret: () => known.hasSecret,
    keysOf: (purpose: Parameters<typeof real.keysOf>[0]) => {
      const keys = real.keysOf(purpose);
      return known.ids.length === 0 ? keys : known.ids.map((id) => ({ ...keys[0], id }));
    },
  };
});

forEachEngine((open) => {
  it("lets an empty database start, and refuses another secret once something was sealed", async () => {
    const database = await open();
    Object.assign(known, { hasSecret: false, ids: [] });
    await requireKnownSecret(database);
    known.hasSecret = true;
    await database.transaction((tx) =>
      audit(tx, { actor: { kind: "portal" }, act: "test.done", object: { kind: "test", id: "1" } }),
    );
    await requireKnownSecret(database);
    known.ids = ["another"];
    await expect(requireKnownSecret(database)).rejects.toThrow("another secret");
    Object.assign(known, { hasSecret: false, ids: [] });
    await expect(requireKnownSecret(database)).rejects.toThrow("PORTAL_SECRET_LOST=on");
  });
});
