import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, importJWK, SignJWT, decodeJwt, type JWK, type JWTPayload } from "jose";
import Provider, { type Configuration } from "oidc-provider";

/** What the provider knows of somebody. */
export type Account = { email?: string; email_verified?: boolean; name?: string; groups?: string[] };

const keyId = "signing";

/** A real OpenID provider on this machine, whose ID tokens a test may falsify on their way. */
export class IdentityProvider {
  /** People by the name they sign in with. */
  readonly accounts = new Map<string, Account>();
  /** Changes the claims of the next ID tokens, after which they are signed with the right key. */
  falsify: (claims: JWTPayload) => JWTPayload = (claims) => claims;
  /** Changes where the provider sends people back to. */
  divert: (back: URL) => URL = (back) => back;
  /** True when the token endpoint fails. */
  isFailing = false;
  #server: Server | null = null;
  #issuer = "";

  get issuer(): string {
    return this.#issuer;
  }

  /** Starts on a free port, or on the one it had, for the clients that will come back to the given addresses. */
  async start(clients: { id: string; secret: string; callbacks: string[] }[]): Promise<void> {
    const own = await generateKeyPair("RS256", { extractable: true });
    const jwk: JWK = { ...(await exportJWK(own.privateKey)), kid: keyId, alg: "RS256", use: "sig" };
    const server = createServer();
    const port = this.#issuer === "" ? 0 : Number(new URL(this.#issuer).port);
    await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
    this.#issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    const configuration: Configuration = {
      clients: clients.map(({ id, secret, callbacks }) => ({
        ...{ client_id: id, client_secret: secret, redirect_uris: callbacks },
        ...{ grant_types: ["authorization_code"], response_types: ["code"] },
      })),
      jwks: { keys: [jwk] },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
      conformIdTokenClaims: false,
      cookies: { keys: ["a key of the test"] },
      findAccount: (_context, sub) => {
        const account = this.accounts.get(sub);
        return account && { accountId: sub, claims: () => ({ sub, ...account }) };
      },
    };
    const provider = new Provider(this.#issuer, configuration);
    provider.use(async (context, next) => {
      if (context.path === "/token" && this.isFailing) {
        context.status = 500;
        return;
      }
      await next();
      const back = String(context.response.headers.location ?? "");
      if (clients.some(({ callbacks }) => callbacks.some((callback) => back.startsWith(callback))))
        context.redirect(this.divert(new URL(back)).href);
      const body: unknown = context.body;
      if (context.path !== "/token" || typeof body !== "object" || body === null || !("id_token" in body)) return;
      const claims = this.falsify(decodeJwt(String(body.id_token)));
      const key = await importJWK(jwk, "RS256");
      context.body = {
        ...body,
        id_token: await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: keyId }).sign(key),
      };
    });
    server.on("request", provider.callback());
    this.#server = server;
  }

  /** Goes back to telling the truth. */
  beHonest(): void {
    this.falsify = (claims) => claims;
    this.divert = (back) => back;
    this.isFailing = false;
  }

  /** Ends, as a provider that is down. */
  async end(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}
