import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ask } from "./raw-request";

const root = path.resolve(import.meta.dirname, "..");
const startMilliseconds = 60_000;
const lookMilliseconds = 100;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "localhost", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("No port.")),
      );
    });
  });
}

const pause = () => new Promise((resolve) => setTimeout(resolve, lookMilliseconds));

/** A portal of one test file, with a content folder of its own that the tests may change. */
export class OwnPortal {
  origin = "";
  #folder: string | null = null;
  #process: ChildProcess | null = null;
  #output = "";

  /** Where the portal and its content live; made on first use, for a test file is also loaded to be listed only. */
  get folder(): string {
    if (this.#folder === null) {
      this.#folder = mkdtempSync(path.join(tmpdir(), "portal-own-"));
      cpSync(path.join(root, "content"), path.join(this.#folder, "content"), { recursive: true });
    }
    return this.#folder;
  }

  get content(): string {
    return path.join(this.folder, "content");
  }

  /** Writes a file below the content folder. */
  write(file: string, text: string): void {
    const target = path.join(this.content, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Writes a page; the front matter as lines of YAML. */
  writePage(file: string, frontMatter: string[], body: string): void {
    this.write(`handbook/${file}`, ["---", ...frontMatter, "---", "", body, ""].join("\n"));
  }

  remove(file: string): void {
    rmSync(path.join(this.content, file), { recursive: true });
  }

  /** Chooses a free port before the start, for whoever must know the address first; later starts keep it. */
  async reserve(): Promise<string> {
    if (this.origin === "") this.origin = `http://localhost:${await freePort()}`;
    return this.origin;
  }

  /** Starts the built portal on its port and waits until it answers; throws with its output when it does not. */
  async start(environment: Record<string, string> = {}): Promise<void> {
    const { port } = new URL(await this.reserve());
    const child = spawn(process.execPath, ["lib/cli/server.mjs"], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: port,
        HOST: "localhost",
        DATABASE_URL: "",
        PORTAL_DATA: path.join(this.folder, "data"),
        PORTAL_CONTENT: this.content,
        PORTAL_UPSTREAM: "",
        PORTAL_ORIGIN: "",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    this.#output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (this.#output += chunk.toString()));
    const giveUpAt = Date.now() + startMilliseconds;
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > giveUpAt)
        throw new Error(`The portal did not start.\n${this.#output}`);
      await pause();
    }
  }

  async #answers(): Promise<boolean> {
    return ask(this.origin, "/healthz").then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  /** Asks for a document and returns its status and text. */
  async read(address: string): Promise<{ status: number; text: string }> {
    const { status, body } = await ask(this.origin, address);
    return { status, text: body.toString("utf8") };
  }

  /** Waits until search has read every page. */
  async waitForSearch(): Promise<void> {
    // Without a question, which would count towards the limit of searches.
    while ((await this.read("/search")).text.includes("The index is being made")) await pause();
  }

  /** What the process has written so far; for looking into failures. */
  get output(): string {
    return this.#output;
  }

  /** Ends the process as a supervisor does, and waits until it is gone. */
  async end(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(timer);
  }

  /** Kills the process as a power failure of the machine would, but for its disk. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  /** Ends the process and removes everything it wrote. */
  async dispose(): Promise<void> {
    await this.end();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}
