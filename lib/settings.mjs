// The one list of settings. Plain JavaScript without packages: `npm start` reads it before anything is installed.
import path from "node:path";
import {
  isWebAddress,
  listOf,
  mailAddress,
  onOrOff,
  roleMap,
  scannerAddress,
  secretLength,
  webAddress,
  wholeNumber,
} from "./setting-checks.mjs";

/**
 * One setting: its name in the environment, what stands for it when it is not set, and what a value must be.
 * `problem` returns what is wrong with a value as the end of a sentence that begins with the name.
 * @typedef {{ name: string, group: string, fallback: string, meaning: string, problem?: (value: string) => string | null }} Setting
 * @typedef {Record<string, string | undefined>} Environment
 */

const loopbackHosts = ["localhost", "127.0.0.1", "::1", "[::1]"];

/** @type {Setting[]} */
export const settings = [
  {
    name: "PORT",
    group: "Serving",
    fallback: "3000",
    meaning: "port the portal listens on",
    problem: wholeNumber(1, 65535),
  },
  {
    name: "HOST",
    group: "Serving",
    fallback: "localhost",
    meaning: "address it listens on; `0.0.0.0` for every one of this machine",
  },
  {
    name: "PORTAL_ORIGIN",
    group: "Serving",
    fallback: "`origin` of `site.yaml`",
    meaning: "public address; needed to sign in with a provider from other machines",
    problem: webAddress,
  },
  {
    name: "PORTAL_PROXIES",
    group: "Serving",
    fallback: "0",
    meaning: "how many reverse proxies stand in front; tells which address in `X-Forwarded-For` is the reader's",
    problem: wholeNumber(0, 10),
  },
  { name: "PORTAL_CONTENT", group: "Content", fallback: "content", meaning: "folder of pages and facts" },
  {
    name: "PORTAL_UPSTREAM",
    group: "Content",
    fallback: "`upstreamHandbook` of `site.yaml`",
    meaning: "handbook to which links of other departments lead",
    problem: webAddress,
  },
  {
    name: "PORTAL_DATA",
    group: "Data",
    fallback: ".data",
    meaning: "folder of the embedded database, snapshots, mails and converted pictures; one process only",
  },
  {
    name: "DATABASE_URL",
    group: "Data",
    fallback: "",
    meaning: "PostgreSQL instead of the embedded engine, `postgres://…`",
    problem: (value) => (/^postgres(ql)?:\/\//.test(value) ? null : "must begin with postgres:// or postgresql://"),
  },
  {
    name: "PORTAL_SECRET",
    group: "Data",
    fallback: "made on first start, in the data folder",
    meaning: "what every key is derived from, at least 32 characters; required with `DATABASE_URL`",
    problem: secretLength,
  },
  {
    name: "PORTAL_SECRET_OLD",
    group: "Data",
    fallback: "",
    meaning: "former secrets, separated by commas, still accepted for reading",
    problem: secretLength,
  },
  {
    name: "PORTAL_SECRET_LOST",
    group: "Data",
    fallback: "off",
    meaning: "`on` to start once with a new secret although the former one is lost for good",
    problem: onOrOff,
  },
  {
    name: "PORTAL_CONDUCT_KEYS",
    group: "Conduct",
    fallback: "made on first start, in the data folder",
    meaning: "file with the keys of reports and cases, made by `conduct-keys make`; required with `DATABASE_URL`",
  },
  {
    name: "PORTAL_CONDUCT_ESCALATION",
    group: "Conduct",
    fallback: "",
    meaning: "e-mail address of somebody outside the team, who gets what no moderator and lead may see",
    problem: mailAddress,
  },
  {
    name: "PORTAL_CLAMD",
    group: "Conduct",
    fallback: "",
    meaning: "malware scanner for attached files, `unix:/path/to/socket` or `host:port` of clamd",
    problem: scannerAddress,
  },
  {
    name: "PORTAL_DEMO",
    group: "People",
    fallback: "on where nobody else can reach it",
    meaning: "demo sign-in: only on a loopback address and without a provider",
    problem: onOrOff,
  },
  {
    name: "PORTAL_ADMINS",
    group: "People",
    fallback: "",
    meaning: "e-mail addresses of people who become admin when they sign in, separated by commas",
    problem: (value) =>
      listOf(value).every((each) => mailAddress(each) === null) ? null : "must be a list of e-mail addresses",
  },
  {
    name: "OIDC_ISSUER",
    group: "Sign-in",
    fallback: "",
    meaning: "OpenID Connect provider, found by discovery",
    problem: webAddress,
  },
  { name: "OIDC_CLIENT_ID", group: "Sign-in", fallback: "", meaning: "client of that provider" },
  { name: "OIDC_CLIENT_SECRET", group: "Sign-in", fallback: "", meaning: "secret of that client" },
  {
    name: "OIDC_NAME",
    group: "Sign-in",
    fallback: "your organization",
    meaning: "what its button says after “Sign in with”",
  },
  { name: "OIDC_ROLES_CLAIM", group: "Sign-in", fallback: "groups", meaning: "claim that lists a person's groups" },
  {
    name: "OIDC_ROLES",
    group: "Sign-in",
    fallback: "",
    meaning: "roles by group, such as `devrel=team_member, hosts=organizer`",
    problem: roleMap,
  },
  {
    name: "OIDC_SECOND_FACTOR",
    group: "Sign-in",
    fallback: "",
    meaning: "values of `acr` or `amr` that prove a second factor, such as `mfa, hwk`",
  },
  {
    name: "OIDC_TRUST_EMAIL",
    group: "Sign-in",
    fallback: "off",
    meaning: "`on` when the provider confirms every e-mail address but does not say so",
    problem: onOrOff,
  },
  { name: "GITLAB_CLIENT_ID", group: "Sign-in", fallback: "", meaning: "GitLab application" },
  { name: "GITLAB_CLIENT_SECRET", group: "Sign-in", fallback: "", meaning: "its secret" },
  {
    name: "GITLAB_URL",
    group: "Sign-in",
    fallback: "https://gitlab.com",
    meaning: "a GitLab of your own",
    problem: webAddress,
  },
  {
    name: "GITLAB_ROLES",
    group: "Sign-in",
    fallback: "",
    meaning: "roles by GitLab group path, as in `OIDC_ROLES`",
    problem: roleMap,
  },
  { name: "GITHUB_CLIENT_ID", group: "Sign-in", fallback: "", meaning: "GitHub OAuth application" },
  { name: "GITHUB_CLIENT_SECRET", group: "Sign-in", fallback: "", meaning: "its secret" },
  { name: "DISCORD_CLIENT_ID", group: "Sign-in", fallback: "", meaning: "Discord application" },
  { name: "DISCORD_CLIENT_SECRET", group: "Sign-in", fallback: "", meaning: "its secret" },
  {
    name: "PORTAL_EMAIL_SIGN_IN",
    group: "Sign-in",
    fallback: "off",
    meaning: "`on` to sign in with a link sent by mail",
    problem: onOrOff,
  },
  {
    name: "SMTP_URL",
    group: "Mail",
    fallback: "mails are kept in the data folder",
    meaning: "mail server, `smtp://user:password@host:587` or `smtps://…`",
    problem: (value) =>
      /^smtps?:\/\/[^/]+/.test(value) && URL.canParse(value) ? null : "must begin with smtp:// or smtps://",
  },
  {
    name: "MAIL_FROM",
    group: "Mail",
    fallback: "",
    meaning: "address mails come from; required with `SMTP_URL`",
    problem: mailAddress,
  },
  {
    name: "PORTAL_METRICS_TOKEN",
    group: "Watching",
    fallback: "",
    meaning: "bearer token for `/metrics` from other machines, at least 32 characters",
    problem: secretLength,
  },
  {
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    group: "Watching",
    fallback: "",
    meaning: "OpenTelemetry collector for traces, over HTTP",
    problem: webAddress,
  },
];

/** Says whether a host name or address is this machine alone. @param {string} host */
export const isLoopback = (host) => loopbackHosts.includes(host.toLowerCase());
/** @param {string} address */
const isLoopbackAddress = (address) => isWebAddress(address) && isLoopback(new URL(address).hostname);

const providers = ["OIDC", "GITLAB", "GITHUB", "DISCORD"];

/** Says whether anyone can sign in by other means than the demo. @param {Environment} environment */
function hasProvider(environment) {
  return providers.some((name) => environment[`${name}_CLIENT_ID`]) || environment.PORTAL_EMAIL_SIGN_IN === "on";
}

/** Says whether nobody but this machine can reach the portal. @param {Environment} environment */
function isPrivate({ HOST = "localhost", PORTAL_ORIGIN }) {
  return isLoopback(HOST || "localhost") && (!PORTAL_ORIGIN || isLoopbackAddress(PORTAL_ORIGIN));
}

/** Says whether the demo sign-in exists: asked for or left to us, where nobody else can reach it, and without a provider. @param {Environment} environment @returns {boolean} */
export function isDemo(environment) {
  return environment.PORTAL_DEMO !== "off" && !hasProvider(environment) && isPrivate(environment);
}

/** What is wrong between settings that are each right. @param {Environment} environment @returns {string[]} */
function problemsTogether(environment) {
  const problems = [];
  for (const name of providers) {
    const parts = [...(name === "OIDC" ? ["OIDC_ISSUER"] : []), `${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`];
    const missing = parts.filter((part) => !environment[part]);
    if (missing.length > 0 && missing.length < parts.length)
      problems.push(`${missing.join(" and ")} must be set, too, because ${parts.find((part) => environment[part])} is`);
  }
  // What is sent there must reach nobody else, and the connection to a provider also stands in for the check of its
  // tokens' signature (OpenID Connect Core 1.0, 3.1.3.7).
  for (const name of ["OIDC_ISSUER", "GITLAB_URL", "OTEL_EXPORTER_OTLP_ENDPOINT"])
    if (environment[name]?.startsWith("http://") && !isLoopbackAddress(environment[name] ?? ""))
      problems.push(`${name} must be an https address`);
  if (environment.DATABASE_URL && !environment.PORTAL_SECRET)
    problems.push("PORTAL_SECRET must be set with DATABASE_URL; openssl rand -base64 48 makes one");
  if (environment.DATABASE_URL && !environment.PORTAL_CONDUCT_KEYS)
    problems.push("PORTAL_CONDUCT_KEYS must be set with DATABASE_URL; npm run portal -- conduct-keys make makes it");
  if (environment.SMTP_URL && !environment.MAIL_FROM) problems.push("MAIL_FROM must be set with SMTP_URL");
  if (environment.PORTAL_EMAIL_SIGN_IN === "on" && !environment.SMTP_URL && !isPrivate(environment))
    problems.push("SMTP_URL must be set with PORTAL_EMAIL_SIGN_IN, or nobody would get the mail");
  if (hasProvider(environment) && !isPrivate(environment) && !environment.PORTAL_ORIGIN?.startsWith("https://"))
    problems.push("PORTAL_ORIGIN must be an https address where people sign in from other machines");
  if (environment.PORTAL_DEMO === "on" && hasProvider(environment))
    problems.push("PORTAL_DEMO cannot be on beside a sign-in provider: anybody could be anybody");
  if (environment.PORTAL_DEMO === "on" && !isPrivate(environment))
    problems.push(
      "PORTAL_DEMO cannot be on where others can reach the portal (HOST, PORTAL_ORIGIN): anybody could be anybody",
    );
  return problems;
}

/** Returns the environment without empty values: an empty variable counts as one that is not set. @param {Environment} environment @returns {Environment} */
export function withoutEmpty(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""));
}

/** Returns what is wrong with the settings of an environment, one clause each. @param {Environment} environment @returns {string[]} */
export function problemsOf(environment) {
  const given = withoutEmpty(environment);
  const single = settings.flatMap(({ name, problem }) => {
    const value = given[name];
    const wrong = value === undefined ? null : (problem?.(value) ?? null);
    return wrong === null ? [] : [`${name} ${wrong}`];
  });
  return single.length > 0 ? single : problemsTogether(given);
}

/** Returns a setting's value or its fallback. @param {Environment} environment @param {string} name */
export function valueOf(environment, name) {
  return environment[name] || settings.find((setting) => setting.name === name)?.fallback || "";
}

/** Returns the absolute data folder. @param {Environment} environment @param {string} root */
export const dataFolderOf = (environment, root) => path.resolve(root, valueOf(environment, "PORTAL_DATA"));
/** Splits a list such as `a=b, c=d` into its pairs. @param {string} value @returns {[string, string][]} */
export const pairsOf = (value) =>
  listOf(value).map((pair) => [(pair.split("=")[0] ?? "").trim(), (pair.split("=")[1] ?? "").trim()]);
