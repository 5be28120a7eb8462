// Measures what reports and cases cost in one process and on one engine, and prints it as JSON.
import { existsSync } from "node:fs";
import { closeDatabase, getDatabase } from "@/lib/db/database";
import { keyFile, writeKeyring } from "@/lib/vault/key-file";
import { makeKeyring } from "@/lib/vault/keyring";
import { measureOpening } from "./conduct-opening";
import { fillCases, fillReports } from "./conduct-fill";
import { personWith } from "./conduct-people";
import { measureQueue, Yardstick } from "./conduct-queue";
import { measureRotation } from "./conduct-rotation";

const [, , casesWanted = "5000", reportsWanted = "500", keysWanted = "10000"] = process.argv;

if (!existsSync(keyFile)) writeKeyring(keyFile, await makeKeyring());
const database = await getDatabase();
const lead = await personWith(database, "Lead", ["conduct_lead"]);
const moderators = [];
for (const name of ["Ash", "Bay", "Clem", "Dew"])
  moderators.push(await personWith(database, name, ["conduct_moderator"]));
const [moderator = lead] = moderators;

const opening = await measureOpening();
await fillCases(
  database,
  Number(casesWanted),
  moderators.map(({ person }) => person.id),
);
await fillReports(database, Number(reportsWanted), "submitted", []);
const yardstick = new Yardstick();
const queue = await measureQueue({ moderator, lead }, yardstick);
const rotation = await measureRotation(database, Number(keysWanted), moderator);
await closeDatabase();
console.log(JSON.stringify({ opening, queue, slowness: yardstick.slowness, rotation }));
