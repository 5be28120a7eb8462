import { describe, expect, it } from "vitest";
import { isOnThisMachine } from "./this-machine";

const here = { host: "localhost", origin: null, isForwarded: false, asked: "localhost:3000" };

describe("whoever asks", () => {
  it.each([
    ["on a laptop", {}],
    ["by address", { host: "127.0.0.1", asked: "127.0.0.1:3000" }],
    ["by address of the sixth version", { host: "::1", asked: "[::1]:3000" }],
    ["with a provider on the laptop", { origin: "http://localhost:3000" }],
  ])("sits at this machine: %s", (_, given) => {
    expect(isOnThisMachine({ ...here, ...given })).toBe(true);
  });

  it.each([
    ["the portal listens to others", { host: "0.0.0.0" }],
    ["it has a public address", { origin: "https://portal.example.org" }],
    ["a proxy stands in front", { isForwarded: true }],
    ["another name leads here", { asked: "evil.example:3000" }],
    ["a name begins like ours", { asked: "localhost.evil.example" }],
    ["no name was asked for", { asked: null }],
    ["the name is none", { asked: "::" }],
  ])("may not sit at this machine: %s", (_, given) => {
    expect(isOnThisMachine({ ...here, ...given })).toBe(false);
  });
});
