import path from "node:path";
import { listOf } from "@/lib/setting-checks.mjs";
import { isDemo, pairsOf, problemsOf, valueOf, withoutEmpty } from "@/lib/settings.mjs";

/** A client of an identity provider. */
type Client = { id: string; secret: string };

/** The settings of this process, read once from the environment; lib/settings.mjs lists and checks them. */
export type Settings = Readonly<{
  /** TCP port the portal listens on. */
  port: number;
  /** Address it listens on. */
  host: string;
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
  /** What every key is derived from; null means the one kept in the data folder. */
  secret: string | null;
  /** Former secrets, still accepted for reading. */
  oldSecrets: string[];
  /** Whether the former secret is lost for good, and a new one may take its place. */
  isSecretLost: boolean;
  /** File with the keys of reports and cases; null means the one in the data folder. */
  conductKeys: string | null;
  /** Address of the person who gets a case when everybody of the team is conflicted, in lower case. */
  conductEscalation: string | null;
  /** Malware scanner: `unix:` and a path, or host and port; null means that there is none. */
  clamd: string | null;
  /** Whether the demo sign-in exists. */
  isDemo: boolean;
  /** Addresses of people who become admin when they sign in, in lower case. */
  admins: string[];
  oidc:
    | (Client & {
        issuer: string;
        name: string;
        rolesClaim: string;
        roles: [string, string][];
        secondFactor: string[];
        trustsEmail: boolean;
      })
    | null;
  gitlab: (Client & { url: string; roles: [string, string][] }) | null;
  github: Client | null;
  discord: Client | null;
  /** Whether people may sign in with a link sent by mail. */
  emailSignIn: boolean;
  /** Mail server; null means that mails are kept in the data folder. */
  smtpUrl: string | null;
  /** Address mails come from. */
  mailFrom: string;
  metricsToken: string | null;
  /** OpenTelemetry collector; null means no traces. */
  collector: string | null;
  isDevelopment: boolean;
  isBuild: boolean;
}>;

const withoutSlash = (address: string) => address.replace(/\/+$/, "");

/** Turns an environment into settings; throws an Error that names every wrong variable. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const problems = problemsOf(environment);
  if (problems.length > 0) throw new Error(`Wrong settings in the environment: ${problems.join("; ")}.`);
  const given = withoutEmpty(environment);
  const value = (name: string) => valueOf(given, name);
  const absolute = (folder: string) => path.resolve(/* turbopackIgnore: true */ process.cwd(), folder);
  const address = (name: string) => (given[name] === undefined ? null : withoutSlash(given[name]));
  const client = (name: string): Client | null => {
    const id = given[`${name}_CLIENT_ID`];
    const secret = given[`${name}_CLIENT_SECRET`];
    return id === undefined || secret === undefined ? null : { id, secret };
  };
  const oidc = client("OIDC");
  const gitlab = client("GITLAB");
  return {
    port: Number(value("PORT")),
    host: value("HOST"),
    dataFolder: absolute(value("PORTAL_DATA")),
    contentFolder: absolute(value("PORTAL_CONTENT")),
    origin: address("PORTAL_ORIGIN"),
    upstream: address("PORTAL_UPSTREAM"),
    databaseUrl: given.DATABASE_URL ?? null,
    secret: given.PORTAL_SECRET ?? null,
    conductKeys: given.PORTAL_CONDUCT_KEYS === undefined ? null : absolute(given.PORTAL_CONDUCT_KEYS),
    conductEscalation: given.PORTAL_CONDUCT_ESCALATION?.toLowerCase() ?? null,
    clamd: given.PORTAL_CLAMD ?? null,
    oldSecrets: listOf(given.PORTAL_SECRET_OLD ?? ""),
    isSecretLost: given.PORTAL_SECRET_LOST === "on",
    isDemo: isDemo(given),
    admins: listOf(given.PORTAL_ADMINS ?? "").map((each) => each.toLowerCase()),
    oidc: oidc && {
      ...oidc,
      issuer: given.OIDC_ISSUER ?? "",
      name: value("OIDC_NAME"),
      rolesClaim: value("OIDC_ROLES_CLAIM"),
      roles: pairsOf(given.OIDC_ROLES ?? ""),
      secondFactor: listOf(given.OIDC_SECOND_FACTOR ?? ""),
      trustsEmail: given.OIDC_TRUST_EMAIL === "on",
    },
    gitlab: gitlab && { ...gitlab, url: withoutSlash(value("GITLAB_URL")), roles: pairsOf(given.GITLAB_ROLES ?? "") },
    github: client("GITHUB"),
    discord: client("DISCORD"),
    emailSignIn: given.PORTAL_EMAIL_SIGN_IN === "on",
    smtpUrl: given.SMTP_URL ?? null,
    mailFrom: given.MAIL_FROM ?? "portal@localhost",
    metricsToken: given.PORTAL_METRICS_TOKEN ?? null,
    collector: given.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    isDevelopment: environment.NODE_ENV === "development",
    isBuild: environment.NEXT_PHASE === "phase-production-build",
  };
}

/** The settings of this process. */
export const env: Settings = readSettings(process.env);

/** Tells next-auth, which reads it from the environment only, under which origin people sign in. */
export function announceSignInOrigin(origin: string): void {
  process.env.AUTH_URL = origin;
}
