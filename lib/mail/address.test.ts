import { describe, expect, it } from "vitest";
import { isMailAddress } from "./address";

describe("an address that mail is sent to", () => {
  it.each([
    "ada@example.org",
    "ada.lovelace+portal@mail.example.co.uk",
    "o'neil_99@xn--bcher-kva.example",
    "a-b=c/d@example.org",
    `${"a".repeat(64)}@example.org`,
  ])("may be %s", (address) => {
    expect(isMailAddress(address)).toBe(true);
  });

  it.each([
    ["a second recipient by comma", "ada@example.org,eve@example.org"],
    ["a second recipient by semicolon", "ada@example.org;eve@example.org"],
    ["a second recipient by space", "ada@example.org eve@example.org"],
    ["a header by line end", "ada@example.org\r\nBcc: eve@example.org"],
    ["a line end behind it", "ada@example.org\n"],
    ["a null character", "ada@example.org\0"],
    ["a name beside it", "Ada <ada@example.org>"],
    ["angle brackets", "<ada@example.org>"],
    ["a quoted mailbox", '"ada eve"@example.org'],
    ["a comment", "ada(eve)@example.org"],
    ["a group", "all: ada@example.org;"],
    ["a full-width @", "ada＠example.org"],
    ["two of @", "ada@eve@example.org"],
    ["no mailbox", "@example.org"],
    ["no domain", "ada@"],
    ["no @", "ada"],
    ["nothing", ""],
    ["a domain without a dot", "ada@localhost"],
    ["an address literal", "ada@[127.0.0.1]"],
    ["a bare IP address", "ada@127.0.0.1"],
    ["letters of another script", "ада@example.org"],
    ["a domain of another script", "ada@bücher.example"],
    ["a route by percent sign", "eve%evil.example@example.org"],
    ["a route by exclamation mark", "evil.example!eve@example.org"],
    ["a leading dot", ".ada@example.org"],
    ["two dots", "ada..b@example.org"],
    ["two dots in the domain", "ada@example..org"],
    ["a dot at the end", "ada@example.org."],
    ["a hyphen at an edge of the domain", "ada@-example.org"],
    ["a mailbox that is too long", `${"a".repeat(65)}@example.org`],
    ["a label that is too long", `ada@${"a".repeat(64)}.org`],
    ["too much of everything", `ada@${"a.".repeat(130)}org`],
    ["a direction mark", "ada\u202E@example.org"],
  ])("may not have %s", (_what, address) => {
    expect(isMailAddress(address)).toBe(false);
  });
});
