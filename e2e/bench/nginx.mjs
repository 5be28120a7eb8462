import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { readFence } from "./portal-copy.mjs";
import { findFreePort, Service } from "./portal.mjs";

/** @typedef {{ service: Service, staticAddress: string }} Nginx the service's address is the caching front of the portal */

/** Finds nginx on this machine; null when there is none. @returns {string | null} */
export function findNginx() {
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    "/opt/homebrew/bin",
  ];
  const name = process.platform === "win32" ? "nginx.exe" : "nginx";
  return folders.map((folder) => path.join(folder, name)).find(existsSync) ?? null;
}

/** Leaves out the servers that only send readers on to the encrypted one. @param {string} text */
const withoutRedirects = (text) => text.replace(/^server \{\n(?:(?!^\})[\s\S])*?return 301[\s\S]*?^\}\n/gm, "");

/**
 * Fits the configuration of the manual to this machine: ports, paths, and no TLS, which would be measured instead.
 * @param {string} text
 * @param {{ port: number, portalPort: number, root: string, work: string }} place
 */
function adapt(text, { port, portalPort, root, work }) {
  return withoutRedirects(text)
    .replace(/^\s*(listen \[::\]|ssl_|http2 ).*\n/gm, "")
    .replace(/^(\s*)listen .*;/gm, `$1listen 127.0.0.1:${port};`)
    .replace(/127\.0\.0\.1:3000/g, `127.0.0.1:${portalPort}`)
    .replace(/(proxy_cache_path )\S+/g, `$1${path.join(work, "cache")}`)
    .replace(/server_name [^;]+;/g, "server_name _;")
    .replaceAll("/srv/portal", root);
}

/**
 * Starts nginx in front of a portal as docs/operations.md says, and beside it a server of static files with the same page.
 * @param {{ program: string, root: string, work: string, portalPort: number, html: string }} options
 * @returns {Promise<Nginx>}
 */
export async function startNginx({ program, root, work, portalPort, html }) {
  const [port, staticPort] = [await findFreePort(), await findFreePort()];
  const manual = await readFence(path.join(root, "docs/operations.md"), "nginx");
  await mkdir(path.join(work, "files"), { recursive: true });
  await writeFile(path.join(work, "files/page.html"), html);
  await writeFile(path.join(work, "files/page.html.gz"), gzipSync(html, { level: 7 }));
  const file = path.join(work, "nginx.conf");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${work}/${name};`,
  );
  const text = [
    "daemon off;",
    // Its workers must read a folder that belongs to this user alone.
    ...(process.getuid?.() === 0 ? ["user root;"] : []),
    "worker_processes 1;",
    `pid ${work}/nginx.pid;`,
    `error_log ${work}/error.log;`,
    "events { worker_connections 1024; }",
    "http {",
    "access_log off;",
    "types { text/html html; }",
    ...temporary,
    adapt(manual, { port, portalPort, root, work }),
    `server { listen 127.0.0.1:${staticPort}; root ${work}/files; gzip_static on; }`,
    "}",
  ].join("\n");
  await writeFile(file, text);
  const service = new Service(program, ["-p", work, "-e", path.join(work, "error.log"), "-c", file], {
    port,
    cwd: work,
    // Killed outright, it would leave its workers behind.
    lastSignal: "SIGTERM",
  });
  return { service, staticAddress: `http://127.0.0.1:${staticPort}` };
}
