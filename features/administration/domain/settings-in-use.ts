import type { Settings } from "@/lib/env";

/** A setting by its name in the environment, and whether it is set; never what it is set to. */
export type SettingInUse = { name: string; isSet: boolean };

/** Returns which settings are set, without what they hold. Those with a sensible default are not among them. */
export function settingsInUse(settings: Settings): SettingInUse[] {
  const given: [name: string, value: unknown][] = [
    ["PORTAL_ORIGIN", settings.origin],
    ["PORTAL_UPSTREAM", settings.upstream],
    ["DATABASE_URL", settings.databaseUrl],
    ["PORTAL_SECRET", settings.secret],
    ["PORTAL_SECRET_OLD", settings.oldSecrets.length > 0],
    ["PORTAL_CONDUCT_KEYS", settings.conductKeys],
    ["PORTAL_CONDUCT_ESCALATION", settings.conductEscalation],
    ["PORTAL_CLAMD", settings.clamd],
    ["PORTAL_ADMINS", settings.admins.length > 0],
    ["OIDC_CLIENT_ID", settings.oidc],
    ["OIDC_ROLES", (settings.oidc?.roles.length ?? 0) > 0],
    ["OIDC_SECOND_FACTOR", (settings.oidc?.secondFactor.length ?? 0) > 0],
    ["GITLAB_CLIENT_ID", settings.gitlab],
    ["GITLAB_ROLES", (settings.gitlab?.roles.length ?? 0) > 0],
    ["GITHUB_CLIENT_ID", settings.github],
    ["DISCORD_CLIENT_ID", settings.discord],
    ["PORTAL_EMAIL_SIGN_IN", settings.emailSignIn],
    ["SMTP_URL", settings.smtpUrl],
    ["PORTAL_METRICS_TOKEN", settings.metricsToken],
    ["OTEL_EXPORTER_OTLP_ENDPOINT", settings.collector],
  ];
  return given.map(([name, value]) => ({ name, isSet: value !== null && value !== false }));
}
