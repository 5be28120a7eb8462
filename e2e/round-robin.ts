import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy that sends each request to the next of several portals, whoever asked and whatever for. */
export class RoundRobin {
  #server: Server | null = null;
  #turn = 0;
  origin = "";

  async start(portals: { origin: string }[]): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      const target = portals[this.#turn++ % portals.length];
      if (target === undefined) throw new Error("There is no portal to send a request to.");
      const { hostname, port } = new URL(target.origin);
      const { method, url, headers } = incoming;
      const onward = request({ hostname, port, method, path: url, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on("error", () => outgoing.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    this.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    this.#server = server;
  }

  end(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }
}
