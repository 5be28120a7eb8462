import { createHash, randomBytes } from "node:crypto";
import pg from "pg";

const domain = "crowd.example";

/** @template T @param {string} url @param {(client: pg.Client) => Promise<T>} work @returns {Promise<T>} */
async function withDatabase(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Removes the people that signInCrowd made, and their sessions. @param {string} url */
export const removeCrowd = (url) =>
  withDatabase(url, (client) => client.query("delete from person where email like $1", [`%@${domain}`]));

/**
 * Makes as many people as asked for, each signed in, and returns their Cookie headers.
 * @param {string} url of the portal's database @param {number} count @returns {Promise<string[]>}
 */
export async function signInCrowd(url, count) {
  await removeCrowd(url);
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString("base64url"));
  const hashes = tokens.map((token) => createHash("sha256").update(token).digest("hex"));
  await withDatabase(url, (client) =>
    client.query(
      `with given as (select hash, number from unnest($1::text[]) with ordinality as given (hash, number)),
        people as (
          insert into person (name, email) select 'Crowd ' || number, number || '@' || $2::text from given
          returning id, email)
       insert into sign_in_session (token_hash, person_id, provider, device, expires_at)
       select hash, id, 'demo', 'Bench', now() + interval '1 day'
       from given join people on email = number || '@' || $2::text`,
      [hashes, domain],
    ),
  );
  return tokens.map((token) => `portal-session=${token}`);
}
