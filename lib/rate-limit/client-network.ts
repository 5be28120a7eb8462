import { isIP } from "node:net";

const groupsOf = (text: string) => text.split(":").filter(Boolean);

/**
 * Returns who an address is counted as: an IPv6 address by the network of its first 64 bits, because a single
 * connection owns all 2^64 addresses in it (RFC 6177), and anything else as it is.
 */
export function clientNetwork(who: string): string {
  if (isIP(who) !== 6) return who;
  const address = who.split("%", 1)[0]?.toLowerCase() ?? "";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  // Four digits at the end in the notation of IPv4 stand for two groups, which are never among the first four.
  const [head = "", tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, "0:0").split("::");
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
