import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Viewer } from "@/lib/auth/viewer";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import type { PeopleFilter } from "../domain/people-filter";
import { givePersonRole } from "./grant-commands";
import { findPeople, findShownPerson, listProposals } from "./people-queries";
import { endPersonSessions } from "./session-commands";
import { addPerson, markDeleted, signIn } from "./test-people";

const opened = vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  return { database: null as unknown };
});
vi.mock("@/lib/db/database", async (load) => ({
  ...(await load<typeof import("@/lib/db/database")>()),
  getDatabase: async () => opened.database,
}));

const everybody: PeopleFilter = { search: "", role: null, after: null };

forEachEngine((open) => {
  let database: Database;
  let asAri: Viewer;
  let asLea: Viewer;
  let bo: string;
  beforeAll(async () => {
    opened.database = database = await open();
    asAri = await signIn(database, await addPerson(database, "Ari", ["admin"]));
    asLea = await signIn(database, await addPerson(database, "Lea", ["conduct_lead"]));
    bo = await addPerson(database, "Bo", ["organizer", "conduct_moderator"]);
    await givePersonRole(asAri, bo, "conduct_lead");
  });

  const namesFor = async (viewer: Viewer, filter: Partial<PeopleFilter>) =>
    (await findPeople(viewer, { ...everybody, ...filter })).people.map(({ name }) => name);

  it("people are found by any part of their name, whatever is typed", async () => {
    await addPerson(database, "Zoë 100%_😀 عمر");
    for (const search of ["zoë", "100%", "_😀", "عمر"])
      expect(await namesFor(asAri, { search })).toEqual(["Zoë 100%_😀 عمر"]);
    for (const search of ["%", "'; drop table person"]) expect(await namesFor(asAri, { search })).not.toContain("Bo");
  });

  it("people are found by e-mail address by admins, and by nobody else", async () => {
    expect(await namesFor(asAri, { search: `bo-${bo}@example` })).toEqual(["Bo"]);
    expect(await namesFor(asLea, { search: `bo-${bo}@example` })).toEqual([]);
  });

  it("people are found by role, by a lead for conduct roles only", async () => {
    expect(await namesFor(asAri, { role: "organizer" })).toEqual(["Bo"]);
    expect(await namesFor(asLea, { role: "organizer" })).toEqual([]);
    expect(await namesFor(asLea, { role: "conduct_moderator" })).toEqual(["Bo"]);
  });

  it("an admin sees every role that works, and none that is only proposed", async () => {
    const { people } = await findPeople(asAri, { ...everybody, search: "bo" });
    expect(people.map(({ roles }) => roles)).toEqual([["conduct_moderator", "organizer"]]);
  });

  it("a lead sees neither addresses nor ordinary roles nor sessions", async () => {
    const { people } = await findPeople(asLea, everybody);
    expect(people.every(({ email }) => email === null)).toBe(true);
    expect(people.find(({ id }) => id === bo)?.roles).toEqual(["conduct_moderator"]);
    const shown = await findShownPerson(asLea, bo);
    expect({ email: shown.email, browsers: shown.browsers, givable: shown.givable }).toEqual({
      email: null,
      browsers: null,
      givable: [],
    });
    expect(shown.grants.map(({ role }) => role).sort()).toEqual(["conduct_lead", "conduct_moderator"]);
  });

  it("every person is on exactly one page of the list", async () => {
    // Many of one name, which only their ids tell apart.
    for (let each = 0; each < 120; each += 1) await addPerson(database, "Crowd");
    const seen: string[] = [];
    let filter: PeopleFilter = { ...everybody, search: "crowd" };
    for (;;) {
      const { people, hasMore } = await findPeople(asAri, filter);
      seen.push(...people.map(({ id }) => id));
      if (!hasMore) break;
      filter = { ...filter, after: people.at(-1)!.id };
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
  });

  it("a proposal is on top for both, and can be confirmed by who did not make it", async () => {
    const [forAri] = await listProposals(asAri);
    const [forLea] = await listProposals(asLea);
    expect(forAri).toMatchObject({
      role: "conduct_lead",
      ending: "withdraw",
      confirmRefusal: expect.stringMatching("You proposed"),
    });
    expect(forLea).toMatchObject({ role: "conduct_lead", ending: "decline", confirmRefusal: null });
  });

  it("a deleted person is in no list, and shown to admins without anything to give", async () => {
    const gone = await addPerson(database, "Gone");
    await markDeleted(database, gone);
    expect(await namesFor(asAri, { search: "former" })).toEqual([]);
    expect(await findShownPerson(asAri, gone)).toMatchObject({
      isDeleted: true,
      giveRefusal: expect.stringMatching("deleted"),
    });
    await expect(findShownPerson(asLea, gone)).rejects.toMatchObject({ kind: "not_found" });
  });

  it("ending the sessions of a person leaves nothing but the browser of whoever ends them", async () => {
    await signIn(database, bo);
    await signIn(database, bo);
    expect(await endPersonSessions(asAri, bo)).toBe(2);
    expect((await findShownPerson(asAri, bo)).browsers).toBe(0);
    await endPersonSessions(asAri, asAri.person.id);
    expect((await findShownPerson(asAri, asAri.person.id)).browsers).toBe(1);
  });

  describe("for members, moderators and guests there is no list and nobody in it", () => {
    it("whether or not the id exists", async () => {
      const asBo = await signIn(database, bo);
      for (const viewer of [asBo, await signIn(database, await addPerson(database, "Ana")), Viewer.guest()])
        for (const asked of [
          findPeople(viewer, everybody),
          listProposals(viewer),
          findShownPerson(viewer, bo),
          findShownPerson(viewer, randomUUID()),
          endPersonSessions(viewer, bo),
        ])
          await expect(asked).rejects.toMatchObject({
            kind: "not_found",
            message: "There is nothing here that you could do.",
          });
      await expect(endPersonSessions(asLea, bo)).rejects.toMatchObject({ kind: "not_found" });
    });
  });
});
