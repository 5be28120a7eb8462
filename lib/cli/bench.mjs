import { requireNode } from "./node-version.mjs";

requireNode();
// Loaded only now: an old Node could not even read it.
import("./run-bench.mjs").then(({ benchPortal }) => benchPortal());
