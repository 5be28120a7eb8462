import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail server in this process that keeps what it accepts. */
export type TestMailServer = {
  server: SMTPServer;
  url: string;
  /** What arrived whole, whatever was answered to it. */
  arrived: { recipients: string[]; raw: string; email: Email }[];
  stop: () => Promise<void>;
};

/** Returns an answer of a mail server that refuses something. */
export function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** Starts a mail server; `answer` decides on each mail that arrived whole, and may throw a refusal. */
export async function startMailServer(
  options: SMTPServerOptions = {},
  answer: (count: number, server: SMTPServer) => void = () => undefined,
  host = "127.0.0.1",
): Promise<TestMailServer> {
  const arrived: TestMailServer["arrived"] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 0,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const raw = Buffer.concat(chunks);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        arrived.push({ recipients, raw: raw.toString("latin1"), email: await PostalMime.parse(raw) });
        try {
          answer(arrived.length, server);
          done();
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
        }
      });
    },
    ...options,
  });
  // A client that hangs up is what some tests are about.
  server.on("error", () => undefined);
  server.listen(0, host);
  await once(server.server, "listening");
  const { port } = server.server.address() as AddressInfo;
  return {
    server,
    url: `smtp://${host}:${port}`,
    arrived,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
