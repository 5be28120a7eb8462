import { writeLine } from "../log-line.mjs";

// A terminal, npm and a supervisor each pass a signal on: what comes this soon is the same wish.
const echoMilliseconds = 1_000;
const finishMilliseconds = 20_000;
const closeMilliseconds = 30_000;
const signalStatus = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 };

/** @param {number} milliseconds @param {() => void} run */
const later = (milliseconds, run) => setTimeout(run, milliseconds).unref();

/** @param {string} message */
const say = (message) => writeLine("info", message, { request: "-" });

/**
 * Ends a server when the process is told to: finishes the requests under way, then closes the portal. Whoever asks a
 * second time does not want to wait.
 * @param {import("node:http").Server} server
 * @param {{ onEnding: () => void, close: () => Promise<void> }} portal
 */
export function endOnSignal(server, { onEnding, close }) {
  /** @type {number | null} */
  let askedAt = null;

  async function closePortal() {
    later(closeMilliseconds, () => process.exit(1));
    try {
      await close();
    } catch (error) {
      writeLine("error", "The portal did not close cleanly.", { request: "-", error });
      process.exit(1);
    }
    process.exit(0);
  }

  function end() {
    onEnding();
    server.close(() => void closePortal());
    say("The portal is ending: requests under way are finished first.");
    later(finishMilliseconds, () => server.closeAllConnections());
  }

  server.on("request", (_request, response) => {
    response.once("close", () => {
      // The connection stays open for a next request, which will not come any more.
      if (askedAt !== null) setImmediate(() => server.closeIdleConnections());
    });
  });
  for (const [signal, status] of Object.entries(signalStatus)) {
    process.on(signal, () => {
      if (askedAt === null) {
        askedAt = performance.now();
        end();
      } else if (performance.now() - askedAt > echoMilliseconds) process.exit(status);
    });
  }
}
