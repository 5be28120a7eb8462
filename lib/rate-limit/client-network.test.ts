import { describe, expect, it } from "vitest";
import { clientNetwork } from "./client-network";

describe("a client", () => {
  it.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8::5:6:7:8:9", "2001:db8:0:5::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
  ])("with the IPv6 address %s is counted with its network", (address, network) => {
    expect(clientNetwork(address)).toBe(network);
  });

  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
  ])("with the IPv4 address %s is counted alone", (address, counted) => {
    expect(clientNetwork(address)).toBe(counted);
  });

  it.each(["", "person@example.org", "0b6c1a52-3c2e-4f0e-9f4a-5a8f1f3f9a10"])(
    "that is not an address stays %j",
    (who) => {
      expect(clientNetwork(who)).toBe(who);
    },
  );
});
