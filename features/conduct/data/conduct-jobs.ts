import "server-only";
import { env } from "@/lib/env";
import type { FeatureWork } from "@/lib/background-work";
import { escalateOverdue } from "./deadline-job";
import { endMeasures } from "./measure-job";
import { releaseReports } from "./release-job";
import { applyRetention } from "./retention";

/**
 * What conduct does without being asked. Whoever tries the demo does not wait a quarter of an hour to see a report at
 * the desk.
 */
export const conductWork: FeatureWork = {
  jobs: {
    "conduct.release": (tx) => releaseReports(tx),
    "conduct.deadlines": (tx) => escalateOverdue(tx),
    "conduct.measures": (tx) => endMeasures(tx),
    "conduct.retention": (tx) => applyRetention(tx),
  },
  turns: [
    { kind: "conduct.release", everyMinutes: env.isDemo ? 1 : 15 },
    { kind: "conduct.deadlines", everyMinutes: 5 },
    { kind: "conduct.measures", everyMinutes: 5 },
    { kind: "conduct.retention", everyMinutes: 24 * 60 },
  ],
};
