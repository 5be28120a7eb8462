import { describe, expect, it } from "vitest";
import { channelAddress, channelsSchema } from "./channel";
import { emptyFacts, type Facts } from "./facts";
import { findReachable, findValue, whyReferenceIsWrong } from "./look-up";
import { formatSpan } from "./session-times";
import { siteSchema } from "./site";

const about = { label: "Mailbox", audience: "public", purpose: "Ask." };
const site = siteSchema.parse({
  ...emptyFacts.site,
  contacts: {
    conduct: { ...about, kind: "email", value: "conduct@example.com" },
    moderators: { ...about, kind: "handle", value: "@Team" },
    chat: { ...about, kind: "url", label: "Chat server", value: "https://chat.example.com/" },
  },
});
const [mail, half, room] = channelsSchema.parse(
  [
    { key: "mail", platform: "email", name: "mail@example.com" },
    { key: "half", platform: "email", name: "mail@" },
    { key: "room", platform: "slack", name: "#room", audience: "team", url: "https://chat.example.com/room" },
  ].map((entry) => ({ audience: "public", purpose: "P.", ...entry })),
);
const facts: Facts = { ...emptyFacts, site, channels: [mail!, half!, room!] };

describe("a reference to a place", () => {
  it.each([
    ["conduct", "conduct@example.com", "mailto:conduct@example.com"],
    ["moderators", "@Team", null],
    ["chat", "Chat server", "https://chat.example.com/"],
    ["room", "#room (Slack)", "https://chat.example.com/room"],
    ["half", "mail@", null],
  ])("%s is shown as %s", (key, label, href) => {
    expect(findReachable(facts, key)).toMatchObject({ label, href });
  });

  it("to nothing, or to what every object inherits, finds nothing", () => {
    expect(findReachable(facts, "nothing")).toBeNull();
    expect(findReachable(facts, "constructor")).toBeNull();
    expect(findValue(facts, "contacts")).toBeNull();
  });

  it("makes a mailbox out of a whole address only", () => {
    expect(channelAddress(mail!)).toBe("mailto:mail@example.com");
    expect(channelAddress(half!)).toBeNull();
  });

  it.each([
    ["Channel", { name: "room" }, null],
    ["Channel", { name: "conduct" }, "Channel: no name is called conduct"],
    ["Contact", {}, "Contact needs the attribute name"],
    ["Value", { name: "secret" }, "Value: no name is called secret"],
    ["TeamDirectory", {}, null],
    ["TeamDirectory", { department: "nobody" }, "TeamDirectory: no department is called nobody"],
    ["Callout", { name: "x" }, null],
  ])("of %s with %o is judged", (component, attributes, expected) => {
    expect(whyReferenceIsWrong(facts, component, attributes)).toBe(expected);
  });
});

describe("the times of a session", () => {
  it.each([
    ["UTC", "Tuesday 24 November 2026, 23:30–Wednesday 25 November 2026, 00:30"],
    ["Europe/Berlin", "Wednesday 25 November 2026, 00:30–01:30"],
  ])("are written for %s", (zone, expected) => {
    expect(formatSpan(new Date("2026-11-24T23:30Z"), new Date("2026-11-25T00:30Z"), zone)).toBe(expected);
  });
});
