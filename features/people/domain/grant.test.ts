import { describe, expect, it } from "vitest";
import { roles, type Role } from "@/lib/auth/roles";
import {
  canManage,
  endingOf,
  mayEnd,
  originOf,
  stateOfNew,
  whyItReturns,
  whyNotConfirm,
  whyNotGive,
  type Asker,
  type GrantFacts,
} from "./grant";

const admin: Asker = { id: "admin", isAdmin: true, isLead: false };
const lead: Asker = { id: "lead", isAdmin: false, isLead: true };
const member: Asker = { id: "member", isAdmin: false, isLead: false };
const bo = { id: "bo", isDeleted: false };
const gone = { id: "gone", isDeleted: true };
const conduct: Role[] = ["conduct_moderator", "conduct_lead"];
const ordinary = roles.filter((role) => !conduct.includes(role));

describe("a role", () => {
  it.each(roles)("is managed by admins and the operator: %s", (role) => {
    expect([canManage(admin, role), canManage("operator", role)]).toEqual([true, true]);
  });

  it.each(ordinary)("is not managed by conduct leads unless it is one of conduct: %s", (role) => {
    expect(canManage(lead, role)).toBe(false);
  });

  it.each(conduct)("of conduct is managed by conduct leads: %s", (role) => {
    expect(canManage(lead, role)).toBe(true);
  });

  it.each(roles)("is managed by nobody else: %s", (role) => {
    expect(canManage(member, role)).toBe(false);
  });

  it.each(ordinary)("works at once: %s", (role) => {
    expect(stateOfNew(role)).toBe("active");
  });

  it.each(conduct)("of conduct is only proposed at first: %s", (role) => {
    expect(stateOfNew(role)).toBe("proposed");
  });
});

describe("giving a role", () => {
  it.each([
    ["by an admin to another", admin, bo, null],
    ["by a lead to another", lead, bo, null],
    ["by the operator", "operator" as const, bo, null],
    ["by an admin to themselves", admin, { id: "admin", isDeleted: false }, /themselves/],
    ["by a lead to themselves", lead, { id: "lead", isDeleted: false }, /themselves/],
    ["to a deleted person", admin, gone, /deleted/],
    ["by the operator to a deleted person", "operator" as const, gone, /deleted/],
  ])("%s", (_, asker, person, expected) => {
    const reason = whyNotGive(asker, person);
    if (expected === null) expect(reason).toBeNull();
    else expect(reason).toMatch(expected);
  });
});

const proposal: GrantFacts = { userId: "bo", role: "conduct_moderator", state: "proposed", proposedBy: "admin" };

describe("confirming a role", () => {
  it.each<[string, Asker, Partial<GrantFacts>, RegExp | null]>([
    ["by a lead who did not propose it", lead, {}, null],
    ["by an admin, when the lead proposed it", admin, { proposedBy: "lead" }, null],
    ["by an admin, when a claim or command proposed it", admin, { proposedBy: null }, null],
    ["by whoever proposed it", admin, {}, /You proposed/],
    ["by the person concerned", { ...lead, id: "bo" }, {}, /of their own/],
    ["by the person concerned, when a claim proposed it", { ...admin, id: "bo" }, { proposedBy: null }, /of their own/],
    ["at the command line", "operator", { proposedBy: null }, /in the portal/],
    ["when it works already", lead, { state: "active" }, /meantime/],
    ["when it has ended", lead, { state: "ended" }, /meantime/],
  ])("%s", (_, asker, given, expected) => {
    const reason = whyNotConfirm(asker, { ...proposal, ...given }, bo);
    if (expected === null) expect(reason).toBeNull();
    else expect(reason).toMatch(expected);
  });

  it("of a person who is gone is refused", () => {
    expect(whyNotConfirm(lead, { ...proposal, userId: "gone" }, gone)).toMatch(/deleted/);
  });
});

describe("ending a role", () => {
  it.each<[string, Asker, Role, string, boolean]>([
    ["by an admin", admin, "organizer", "bo", true],
    ["of conduct by one lead", lead, "conduct_lead", "bo", true],
    ["of conduct by one admin", admin, "conduct_moderator", "bo", true],
    ["that is ordinary, by a lead", lead, "organizer", "bo", false],
    ["of one's own, whoever one is", member, "organizer", "member", true],
    ["of somebody else, by a member", member, "organizer", "bo", false],
  ])("%s", (_, asker, role, userId, expected) => {
    expect(mayEnd(asker, { role, userId })).toBe(expected);
  });

  it.each<[string, Asker, Partial<GrantFacts>]>([
    ["withdraw", admin, {}],
    ["decline", lead, {}],
    ["decline", "operator", { proposedBy: null }],
    ["give up", { ...member, id: "bo" }, { state: "active" }],
    ["end", lead, { state: "active" }],
  ])("is called: %s", (name, asker, given) => {
    expect(endingOf(asker, { ...proposal, ...given })).toBe(name);
  });
});

describe("where a role comes from", () => {
  it.each([
    ["portal", "", false],
    ["command", "", false],
    ["claim", "gitlab", true],
    ["setting", "", true],
    ["demo", "", true],
  ] as const)("is said for %s, and whether ending it lasts", (source, key, returns) => {
    expect(originOf(source, key)).toMatch(key);
    expect(whyItReturns(source, key) !== null).toBe(returns);
  });
});
