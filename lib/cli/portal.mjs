import { requireNode } from "./node-version.mjs";

requireNode();
// Loaded only now: an old Node could not even read it.
import("./portal-main.mjs").then(({ main }) => main());
