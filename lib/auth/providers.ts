import "server-only";
import type { Provider } from "next-auth/providers";
import Discord from "next-auth/providers/discord";
import GitHub from "next-auth/providers/github";
import { env } from "@/lib/env";
import { plainClaims, readClaims, type Claims, type ClaimRules } from "./claims";

/** A way to sign in: what its button says, and how to read what it answers. */
export type SignInProvider = {
  id: string;
  label: string;
  claims: (profile: Record<string, unknown>) => Claims;
  provider: Provider;
};

type OidcClient = { id: string; secret: string };

type Profile = Record<string, unknown>;

// What next-auth needs to find an account; everything else is read from the claims, and tokens are never kept.
const whoIs = (id: unknown, { email }: Claims) => ({ id: String(id), email });

function openId(id: string, label: string, issuer: string, client: OidcClient, rules: ClaimRules): SignInProvider {
  const claims = (profile: Profile) => readClaims(profile, rules);
  return {
    ...{ id, label, claims },
    provider: {
      ...{ id, name: label, type: "oidc", issuer, clientId: client.id, clientSecret: client.secret },
      authorization: { params: { scope: "openid profile email" } },
      checks: ["pkce", "state", "nonce"],
      allowDangerousEmailAccountLinking: true,
      profile: (profile: Profile) => whoIs(profile.sub, claims(profile)),
      account: () => ({}),
    },
  };
}

type GitHubEmail = { email: string; primary: boolean; verified: boolean };

/** Returns GitHub's word on somebody with their confirmed main address, which the plain profile may not show. */
async function readGitHub(token: string): Promise<Record<string, unknown>> {
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`https://api.github.com${path}`, {
      headers: { Authorization: `Bearer ${token}`, "User-Agent": "devrel-portal" },
      redirect: "error",
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status}.`);
    return response.json();
  };
  const [profile, emails] = await Promise.all([ask("/user"), ask("/user/emails")]);
  const main = (emails as GitHubEmail[]).find((email) => email.primary && email.verified);
  return { ...(profile as Record<string, unknown>), email: main?.email ?? null, email_verified: main !== undefined };
}

function gitHub(client: OidcClient): SignInProvider {
  const claims = ({ email, email_verified, name, login }: Profile) =>
    plainClaims({ email, isEmailConfirmed: email_verified === true, names: [name, login] });
  return {
    ...{ id: "github", label: "GitHub", claims },
    provider: GitHub({
      ...{ clientId: client.id, clientSecret: client.secret, allowDangerousEmailAccountLinking: true },
      checks: ["pkce", "state"],
      userinfo: {
        request: ({ tokens }: { tokens: { access_token?: string } }) => readGitHub(tokens.access_token ?? ""),
      },
      profile: (profile) => whoIs(profile.id, claims({ ...profile })),
      account: () => ({}),
    }),
  };
}

function discord(client: OidcClient): SignInProvider {
  const claims = ({ email, verified, global_name, username }: Profile) =>
    plainClaims({ email, isEmailConfirmed: verified === true, names: [global_name, username] });
  return {
    ...{ id: "discord", label: "Discord", claims },
    provider: Discord({
      ...{ clientId: client.id, clientSecret: client.secret, allowDangerousEmailAccountLinking: true },
      checks: ["pkce", "state"],
      profile: (profile) => whoIs(profile.id, claims({ ...profile })),
      account: () => ({}),
    }),
  };
}

function configured(): SignInProvider[] {
  const { oidc, gitlab, github } = env;
  return [
    ...(oidc === null
      ? []
      : [openId("oidc", oidc.name, oidc.issuer, oidc, { ...oidc, rolesClaim: [oidc.rolesClaim] })]),
    ...(gitlab === null
      ? []
      : [
          openId("gitlab", "GitLab", gitlab.url, gitlab, {
            ...{ rolesClaim: ["groups_direct", "groups"], roles: gitlab.roles },
            ...{ secondFactor: [], trustsEmail: false },
          }),
        ]),
    ...(github === null ? [] : [gitHub(github)]),
    ...(env.discord === null ? [] : [discord(env.discord)]),
  ];
}

/** The providers that the settings switch on, in the order of their buttons. */
export const signInProviders: readonly SignInProvider[] = configured();
