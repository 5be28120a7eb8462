import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openEmbedded, openPostgres, type OpenDatabase } from "@/lib/db/database";
import { openFreshPostgres } from "@/lib/db/test-database";
import { runDatabaseJob } from "./run-database-job";
import { jobs } from "./tables";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = fileURLToPath(new URL("./test-worker.ts", import.meta.url));
const mostJobs = 300;
const all = Array.from({ length: mostJobs }, (_, number) => number);
