import path from "node:path";
import { z } from "zod";

const settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().default("localhost"),
  PORTAL_DATA: z.string().min(1).default(".data"),
  PORTAL_CONTENT: z.string().min(1).default("content"),
  PORTAL_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  PORTAL_UPSTREAM: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgres:// or postgresql://")
    .optional(),
});

/** The settings of this process, read once from the environment; throws one sentence per wrong value. */
export type Settings = Readonly<{
  /** TCP port the portal listens on. */
  port: number;
  /** Absolute folder of the embedded database and everything else the portal writes. */
  dataFolder: string;
  /** Absolute folder of the handbook's pages and data files. */
  contentFolder: string;
  /** Public origin, without a trailing slash; null means the one of site.yaml. */
  origin: string | null;
  /** Origin of the handbook that other departments' pages link to; null means the one of site.yaml. */
  upstream: string | null;
  /** PostgreSQL connection string; null means the embedded engine. */
  databaseUrl: string | null;
  isDevelopment: boolean;
  isBuild: boolean;
}>;

/** Turns an environment into settings; throws an Error that names every wrong variable. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = settings.safeParse(given);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}.`);
    throw new Error(`Wrong settings in the environment. ${wrong.join(" ")}`);
  }
  const value = result.data;
  const absolute = (folder: string) => path.resolve(/* turbopackIgnore: true */ process.cwd(), folder);
  return {
    port: value.PORT,
    dataFolder: absolute(value.PORTAL_DATA),
    contentFolder: absolute(value.PORTAL_CONTENT),
    origin: value.PORTAL_ORIGIN?.replace(/\/+$/, "") ?? null,
    upstream: value.PORTAL_UPSTREAM?.replace(/\/+$/, "") ?? null,
    databaseUrl: value.DATABASE_URL ?? null,
    isDevelopment: environment.NODE_ENV === "development",
    isBuild: environment.NEXT_PHASE === "phase-production-build",
  };
}

/** The settings of this process. */
export const env: Settings = readSettings(process.env);
