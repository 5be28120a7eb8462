import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { PermanentFailure } from "@/lib/jobs/failure";
import { writeLetter } from "./letter";
import type { Mail } from "./queue";
import { sendBy } from "./smtp";
import { refusal, startMailServer, type TestMailServer } from "./test-mail-server";

const frame = { siteName: "The “Portal”, ltd. <eve@example.org>", origin: "https://portal.example" };
const mail = (parts: Partial<Mail> = {}): Mail => ({
  to: { name: "Ada", address: "ada@example.org" },
  subject: "Hello",
  paragraphs: ["Hello"],
  ...parts,
});
const letter = (parts: Partial<Mail> = {}) => writeLetter(mail(parts), "a1b2", 17, frame);

describe("a letter sent by a mail server", () => {
  let running: TestMailServer | undefined;
  const start = async (...parameters: Parameters<typeof startMailServer>) =>
    (running = await startMailServer(...parameters));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });

  it("arrives as it was written, in text and HTML, in any script and length", async () => {
    const { url, arrived } = await start();
    const long = "Grüße aus Zürich 👩‍💻 مرحبا ".repeat(80).trim();
    await sendBy(url)(
      letter({
        subject: "Grüße 👋 שלום",
        to: { name: "Ada “Ä” Ⓐ", address: "ada@example.org" },
        paragraphs: [long, ".", "From here"],
      }),
    );
    const { email, raw } = arrived[0]!;
    expect(email.subject).toBe("Grüße 👋 שלום");
    expect(email.to).toEqual([{ name: "Ada “Ä” Ⓐ", address: "ada@example.org" }]);
    expect(email.from).toEqual({ name: frame.siteName, address: "portal@localhost" });
    expect(email.text).toContain(`${long}\n\n.\n\nFrom here\n`);
    expect(email.html).toContain(long);
    expect(email.messageId).toBe("<job-17.a1b2@localhost>");
    // RFC 5322, 2.1.1: 998 at most, and 78 where it can be; mail of 7 bits passes everywhere.
    expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(raw).toMatch(/^[\x00-\x7f]*$/);
  });

  it.each([
    ["a\r\nBcc: eve@example.org", "Ada"],
    ["a", "Ada\r\nBcc: eve@example.org"],
    ["a", 'Ada" <eve@example.org>, "'],
    ["a", "Ada, eve@example.org"],
    ["=?utf-8?q?a=0D=0ABcc:_eve@example.org?=", "=?utf-8?q?Ada=3Ceve@example.org=3E?="],
  ])("goes to one person only, whatever its subject %j and the person's name %j are", async (subject, name) => {
    const { url, arrived } = await start();
    await sendBy(url)(letter({ subject, to: { name, address: "ada@example.org" } }));
    expect(arrived[0]!.recipients).toEqual(["ada@example.org"]);
    const { email } = arrived[0]!;
    expect(email.to?.map(({ address }) => address)).toEqual(["ada@example.org"]);
    expect(email.headers.map(({ key }) => key).filter((key) => /^(bcc|cc)$/.test(key))).toEqual([]);
  });

  it("tells machines not to answer, and readers how to get no more of its sort", async () => {
    const { url, arrived } = await start();
    const send = sendBy(url);
    await send(letter());
    await send(letter({ unsubscribe: "https://portal.example/stop?x=1" }));
    await send(letter({ unsubscribe: "http://localhost:3000/stop" }));
    const headers = arrived.map(({ email }) => Object.fromEntries(email.headers.map(({ key, value }) => [key, value])));
    expect(headers[0]).toMatchObject({ "auto-submitted": "auto-generated" });
    expect(headers[0]).not.toHaveProperty("list-unsubscribe");
    expect(headers[1]).toMatchObject({
      "list-unsubscribe": "<https://portal.example/stop?x=1>",
      "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    });
    expect(headers[2]).toMatchObject({ "list-unsubscribe": "<http://localhost:3000/stop>" });
    expect(headers[2]).not.toHaveProperty("list-unsubscribe-post");
  });

  it.each([
    ["the recipient, for good", 550, true, "onRcptTo"],
    ["the recipient, for now", 451, false, "onRcptTo"],
    ["the sender, for good", 553, true, "onMailFrom"],
    ["to talk before a sign-in", 530, false, "onMailFrom"],
    ["to talk at all", 554, false, "onConnect"],
    ["to talk now", 421, false, "onConnect"],
  ] as const)(
    "knows whether another attempt is in vain when the server refuses %s (%i)",
    async (_what, code, isVain, place) => {
      const { url } = await start({
        [place]: (_given: unknown, ...rest: unknown[]) => (rest.at(-1) as (error: Error) => void)(refusal(code, "no")),
      });
      const sending = sendBy(url)(letter());
      await expect(sending).rejects.toThrow("no");
      await expect(sending.catch((error: unknown) => error instanceof PermanentFailure)).resolves.toBe(isVain);
    },
  );

  it.each([
    [552, true],
    [452, false],
  ])("knows whether another attempt is in vain when the server answers %i to the whole mail", async (code, isVain) => {
    const { url } = await start({}, () => {
      throw refusal(code, "too much");
    });
    const error: unknown = await sendBy(url)(letter()).catch((reason: unknown) => reason);
    expect(error instanceof PermanentFailure).toBe(isVain);
  });

  it("waits for the operator when the portal's password is wrong", async () => {
    const { url } = await start({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(535, "wrong")),
    });
    const error: unknown = await sendBy(url.replace("//", "//portal:secret@"))(letter()).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PermanentFailure);
    expect(String(error)).not.toContain("secret");
  });

  it("is encrypted where the server of this machine offers it, though nobody vouches for its certificate", async () => {
    const secured: boolean[] = [];
    const { url } = await start({
      disabledCommands: [],
      onMailFrom: (_address, session, done) => (secured.push(session.secure), done()),
    });
    await sendBy(url)(letter());
    expect(secured).toEqual([true]);
  });

  it.each([
    ["offers no encryption", ["STARTTLS"]],
    ["cannot prove who it is", []],
  ])("is not given to another machine that %s", async (_what, disabledCommands) => {
    // Not in the list of names of this machine, and yet there without a network.
    const { url, arrived } = await start({ disabledCommands }, undefined, "127.0.0.2");
    const error: unknown = await sendBy(url)(letter()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(PermanentFailure);
    expect(arrived).toEqual([]);
  });
});

describe("a mail server that is slow", () => {
  it("is left when it does not greet, and when it takes too long on the whole, with the connection closed", async () => {
    let greeting = "";
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("close", () => server.emit("left"));
      socket.write(greeting);
      // Never silent for long, never done: only the limit on the whole ends it.
      socket.once("data", () => {
        const drip = setInterval(() => socket.write("250-one more line\r\n"), 10);
        socket.on("close", () => clearInterval(drip));
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const send = sendBy(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, { connect: 100, whole: 300 });
    for (greeting of ["", "220 hello\r\n"]) {
      const left = once(server, "left");
      const error: unknown = await send(letter()).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(PermanentFailure);
      await left;
    }
    server.close();
  });
});
