import { describe, expect, it } from "vitest";
import { isFormerPath, isUpstreamPath, resolveLink } from "./link-target";

const site = {
  upstream: "https://upstream.example",
  upstreamPrefixes: ["/handbook/company/", "/handbook/marketing/"],
  formerPaths: ["/handbook/marketing/own"],
  staffOnlyHosts: ["chat.example"],
};
const here = { isExternal: false, isStaffOnly: false };

describe("where a link leads", () => {
  it.each([
    ["/handbook/team", { href: "/handbook/team", ...here }],
    ["/handbook/team?a=b#c", { href: "/handbook/team?a=b#c", ...here }],
    ["#part", { href: "#part", ...here }],
    ["?platform=discord", { href: "?platform=discord", ...here }],
    [
      "/handbook/company/strategy/#goal",
      { ...here, href: "https://upstream.example/handbook/company/strategy/#goal", isExternal: true },
    ],
    ["/handbook/company", { ...here, href: "https://upstream.example/handbook/company", isExternal: true }],
    ["/handbook/companyother", { href: "/handbook/companyother", ...here }],
    ["/handbook/marketing/own/x/", { href: "/handbook/marketing/own/x/", ...here }],
    ["https://example.com/a", { ...here, href: "https://example.com/a", isExternal: true }],
    ["https://CHAT.example/room", { href: "https://CHAT.example/room", isExternal: true, isStaffOnly: true }],
    ["https://chat.example.evil/", { ...here, href: "https://chat.example.evil/", isExternal: true }],
    ["https://evil/?chat.example", { ...here, href: "https://evil/?chat.example", isExternal: true }],
    ["mailto:a@chat.example", { href: "mailto:a@chat.example", ...here }],
    ["not a url", { href: "not a url", ...here }],
    ["http://[", { href: "http://[", ...here }],
  ])("%s", (href, expected) => {
    expect(resolveLink(href, site)).toEqual(expected);
  });

  it.each([
    ["/handbook/marketing/own", true],
    ["/handbook/marketing/own/", true],
    ["/handbook/marketing/own.html", true],
    ["/handbook/marketing/own/x", true],
    ["/handbook/marketing/owner", false],
    ["/handbook/marketing", false],
  ])("knows a former path from any other: %s", (path, expected) => {
    expect(isFormerPath(path, site.formerPaths)).toBe(expected);
  });

  it("knows the paths of other departments with and without their slash", () => {
    expect(isUpstreamPath("/handbook/company", site.upstreamPrefixes)).toBe(true);
    expect(isUpstreamPath("/handbook/company/a", site.upstreamPrefixes)).toBe(true);
    expect(isUpstreamPath("/handbook/comp", site.upstreamPrefixes)).toBe(false);
    expect(isUpstreamPath("/handbook", site.upstreamPrefixes)).toBe(false);
  });
});
