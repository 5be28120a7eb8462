import { rmSync } from "node:fs";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { serveDatabase, signInNewPerson } from "@/lib/auth/test-people";
import type { Database } from "@/lib/db/database";
import { asPortal } from "@/lib/db/doors";
import { forEachEngine } from "@/lib/db/test-database";
import { keyFile, readKeyring, writeKeyring } from "@/lib/vault/key-file";
import { makeKeyring, withNewKeys } from "@/lib/vault/keyring";
import { openKey } from "@/lib/vault/vault";
import { openAsCustodian } from "@/lib/vault/wrapping";
import { newToken } from "../domain/receipt";
import { reportForm } from "../domain/report-form";
import { countOldSeals, listSetsInUse, sealAgain } from "./key-rotation";
import { identities, reports } from "./report-tables";
import { submitReport } from "./submit-report";

// A file of its own: the other tests share one, which no rotation may change under them.
vi.hoisted(() => {
  process.env.PORTAL_CONDUCT_KEYS = `${process.env.PORTAL_CONDUCT_KEYS}.rotation`;
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
});
afterAll(() => {
  for (const file of [keyFile, `${keyFile}.public`]) rmSync(file, { force: true });
});

forEachEngine((open) => {
  let database: Database;
  beforeEach(async () => {
    serveDatabase((database = await open()));
    writeKeyring(keyFile, await makeKeyring());
  });

  it("after a rotation with reports arriving meanwhile, nothing needs the former keys, and all of it can be read", async () => {
    const ana = await signInNewPerson(database, { name: "Ana" });
    const send = (number: number) =>
      submitReport(
        ana,
        reportForm.parse({ mode: "confidential", token: newToken(), what: `Number ${number}`, contact: "a phone" }),
        new Date(),
        database,
      );
    for (let number = 0; number < 20; number += 1) await send(number);
    const [former] = readKeyring(keyFile).keys;
    writeKeyring(keyFile, await withNewKeys(readKeyring(keyFile)));
    expect(await countOldSeals(database, readKeyring(keyFile))).toBe(40);
    const told: number[] = [];
    await Promise.all([
      sealAgain(database, readKeyring(keyFile), (done) => told.push(done)),
      ...[20, 21, 22].map((number) => send(number)),
    ]);
    await sealAgain(database, readKeyring(keyFile), (done) => told.push(done));
    expect(await countOldSeals(database, readKeyring(keyFile))).toBe(0);
    expect(await listSetsInUse(database)).not.toContain(former.id);
    const keyring = readKeyring(keyFile);
    writeKeyring(keyFile, { ...keyring, keys: [keyring.keys[0]] });
    const read = await asPortal(async (tx) => {
      const rows = await tx.select().from(reports);
      const texts = [];
      for (const { id, content } of rows) {
        const key = await openKey(tx, id);
        texts.push(JSON.parse(key.open({ table: "conduct_report", column: "content", row: id }, content)).what);
      }
      const people = await tx.select().from(identities);
      const names = await Promise.all(
        people.map(({ reportId, identity }) => openAsCustodian(readKeyring(keyFile), `report ${reportId}`, identity)),
      );
      return { texts, names };
    }, database);
    expect(read.texts.sort()).toEqual(Array.from({ length: 23 }, (_, number) => `Number ${number}`).sort());
    expect(read.names.every((name) => JSON.parse(name).name === "Ana")).toBe(true);
  });
});
