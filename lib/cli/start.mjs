import { requireNode } from "./node-version.mjs";

requireNode();
// Loaded only now: an old Node could not even read it.
import("./serve.mjs").then(({ startPortal }) => startPortal());
