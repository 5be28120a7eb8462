import { describe, expect, it } from "vitest";
import { isDemo, problemsOf, settings, valueOf } from "./settings.mjs";

const secret = "a".repeat(32);
const oidc = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "portal", OIDC_CLIENT_SECRET: "s" };

describe("one setting", () => {
  it.each([
    ["PORT", ["1", "3000", "65535"], ["0", "65536", "80.5", "abc", "-1", " 80"]],
    ["PORTAL_ORIGIN", ["https://example.org", "http://localhost:3000/"], ["example.org", "ftp://example.org"]],
    ["PORTAL_UPSTREAM", ["https://example.org/handbook"], ["javascript:alert(1)"]],
    ["PORTAL_PROXIES", ["0", "2"], ["-1", "one", "11"]],
    ["PORTAL_DEMO", ["off"], ["yes", "true", "ON"]],
    ["PORTAL_SECRET", [secret, `${secret},${secret}`], ["short", `${secret},short`]],
    ["PORTAL_ADMINS", ["a@example.org", "a@example.org, b@example.org"], ["nobody", "a@example.org; b@example.org"]],
    ["OIDC_ROLES", ["a=admin", "staff=team_member, hosts = organizer"], ["a", "a=king", "=admin"]],
    ["PORTAL_METRICS_TOKEN", [secret], ["token"]],
  ])("%s is taken when it is right and named when it is wrong", (name, right, wrong) => {
    const isNamed = (value: string) => problemsOf({ [name]: value }).some((problem) => problem.startsWith(name));
    // What is right by itself may still need another setting.
    expect(right.filter(isNamed)).toEqual([]);
    expect(wrong.filter((value) => !isNamed(value))).toEqual([]);
  });

  it("counts as not set when it is empty", () => {
    expect(problemsOf(Object.fromEntries(settings.map(({ name }) => [name, ""])))).toEqual([]);
    expect(valueOf({ PORT: "" }, "PORT")).toBe("3000");
  });

  it("is never repeated in what is said of it: it may be a secret", () => {
    const wrong = "not-a-right-value";
    const all = Object.fromEntries(settings.map(({ name }) => [name, wrong]));
    expect(problemsOf(all).join(" ")).not.toContain(wrong);
  });
});

describe("settings together", () => {
  it.each<[string, Record<string, string>]>([
    ["OIDC_CLIENT_SECRET", { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "portal" }],
    ["OIDC_ISSUER", { OIDC_CLIENT_ID: "portal", OIDC_CLIENT_SECRET: "s" }],
    ["GITHUB_CLIENT_SECRET", { GITHUB_CLIENT_ID: "portal" }],
    ["PORTAL_SECRET", { DATABASE_URL: "postgres://localhost/portal", PORTAL_CONDUCT_KEYS: "/etc/keys.json" }],
    ["PORTAL_CONDUCT_KEYS", { DATABASE_URL: "postgres://localhost/portal", PORTAL_SECRET: "s".repeat(32) }],
    ["PORTAL_CONDUCT_ESCALATION", { PORTAL_CONDUCT_ESCALATION: "somebody" }],
    ["PORTAL_CLAMD", { PORTAL_CLAMD: "clamd" }],
    ["MAIL_FROM", { SMTP_URL: "smtp://localhost" }],
    ["SMTP_URL", { PORTAL_EMAIL_SIGN_IN: "on", PORTAL_ORIGIN: "https://portal.example" }],
    ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: "http://id.example" }],
    ["PORTAL_ORIGIN", { ...oidc, HOST: "0.0.0.0" }],
    ["PORTAL_ORIGIN", { ...oidc, PORTAL_ORIGIN: "http://portal.example" }],
  ])("%s is asked for by %o", (name, environment) => {
    expect(problemsOf(environment)).toEqual([expect.stringContaining(name)]);
  });

  it.each<[Record<string, string>]>([
    [{}],
    [oidc],
    [{ ...oidc, PORTAL_ORIGIN: "https://portal.example", HOST: "0.0.0.0" }],
    [{ DATABASE_URL: "postgres://localhost/portal", PORTAL_SECRET: secret, PORTAL_CONDUCT_KEYS: "/etc/keys.json" }],
    [{ PORTAL_CLAMD: "unix:/run/clamd.sock", PORTAL_CONDUCT_ESCALATION: "eve@example.org" }],
    [{ PORTAL_CLAMD: "scanner:3310" }],
    [{ HOST: "0.0.0.0" }],
    [{ PORTAL_EMAIL_SIGN_IN: "on" }],
  ])("%o is complete", (environment) => {
    expect(problemsOf(environment)).toEqual([]);
  });
});

describe("the demo sign-in", () => {
  const choices = ["", "on", "off"];
  const hosts = ["", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "192.0.2.7", "portal.example"];
  const origins = ["", "http://localhost:3000", "http://127.0.0.1:3000", "https://portal.example", "http://192.0.2.7"];
  const ways: [string, Record<string, string>][] = [
    ["no provider", {}],
    ["OpenID", oidc],
    ["GitLab", { GITLAB_CLIENT_ID: "a", GITLAB_CLIENT_SECRET: "b" }],
    ["GitHub", { GITHUB_CLIENT_ID: "a", GITHUB_CLIENT_SECRET: "b" }],
    ["Discord", { DISCORD_CLIENT_ID: "a", DISCORD_CLIENT_SECRET: "b" }],
    ["mail", { PORTAL_EMAIL_SIGN_IN: "on", SMTP_URL: "smtp://localhost", MAIL_FROM: "a@example.org" }],
  ];
  const all = choices.flatMap((PORTAL_DEMO) =>
    hosts.flatMap((HOST) =>
      origins.flatMap((PORTAL_ORIGIN) =>
        ways.map(([way, provider]) => ({ way, environment: { PORTAL_DEMO, HOST, PORTAL_ORIGIN, ...provider } })),
      ),
    ),
  );
  const isLocalHost = (host: string) => ["", "localhost", "127.0.0.1", "::1"].includes(host);
  const isLocalOrigin = (origin: string) => ["", "http://localhost:3000", "http://127.0.0.1:3000"].includes(origin);

  it(`exists only on this machine and without a provider, in all ${all.length} combinations`, () => {
    const wrong = all.filter(({ way, environment: { PORTAL_DEMO, HOST, PORTAL_ORIGIN, ...rest } }) => {
      const may = way === "no provider" && isLocalHost(HOST) && isLocalOrigin(PORTAL_ORIGIN) && PORTAL_DEMO !== "off";
      return isDemo({ PORTAL_DEMO, HOST, PORTAL_ORIGIN, ...rest }) !== may;
    });
    expect(wrong).toEqual([]);
  });

  it("stops the start when it is asked for where it must not be", () => {
    const asked = all.filter(({ environment }) => environment.PORTAL_DEMO === "on" && !isDemo(environment));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ environment }) => !problemsOf(environment).join().includes("PORTAL_DEMO"))).toEqual([]);
  });
});
