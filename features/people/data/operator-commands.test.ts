import { and, eq, ne } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { roleGrants, users } from "@/lib/auth/tables";
import type { Database } from "@/lib/db/database";
import { forEachEngine } from "@/lib/db/test-database";
import { UsageError, type DatabaseCommand } from "@/lib/operator/command";
import { grantCommand, peopleCommand, revokeCommand, seedCommand } from "../commands";
import { addPerson } from "./test-people";

const settings = vi.hoisted(() => {
  process.env.PORTAL_SECRET = "a secret of the tests that is long enough";
  return { isDemo: false };
});
vi.mock("@/lib/env", async (load) => {
  const { env } = await load<typeof import("@/lib/env")>();
  return { env: new Proxy(env, { get: (target, name) => Reflect.get(name in settings ? settings : target, name) }) };
});

forEachEngine((open) => {
  let database: Database;
  let email: string;
  let ada: string;
  beforeEach(async () => {
    settings.isDemo = false;
    database = await open();
    ada = await addPerson(database, "Ada");
    email = `ada-${ada}@example.org`;
  });

  async function run(command: DatabaseCommand, ...args: string[]) {
    const said: string[] = [];
    const warned: string[] = [];
    const save = () => Promise.reject(new Error("Nothing is saved here."));
    const context = { args, folder: "/", print: (line: string) => said.push(line), save };
    const status = await command.run({ ...context, warn: (line) => warned.push(line), database });
    return { status, said: said.join("\n"), warned: warned.join("\n") };
  }
  const statesOf = async (userId: string) => {
    const mine = and(eq(roleGrants.userId, userId), ne(roleGrants.state, "ended"));
    const rows = await database.select().from(roleGrants).where(mine);
    return rows.map(({ role, state, source }) => `${role} ${state} ${source}`);
  };

  it("grant gives an ordinary role at once, whatever the case of the address", async () => {
    expect((await run(grantCommand, email.toUpperCase(), "organizer")).status).toBe(0);
    expect(await statesOf(ada)).toEqual(["organizer active command"]);
  });

  it("grant only proposes a conduct role, and says who confirms it", async () => {
    expect((await run(grantCommand, email, "conduct_lead")).said).toMatch(/An admin or conduct lead confirms/);
    expect(await statesOf(ada)).toEqual(["conduct_lead proposed command"]);
  });

  it("grant tells how the first admin is made when nobody has that address", async () => {
    await expect(run(grantCommand, "nobody@example.org", "admin")).rejects.toThrow(/PORTAL_ADMINS/);
  });

  it.each([[[]], [["ada@example.org"]], [["ada@example.org", "root"]], [["a@b.org", "admin", "more"]]])(
    "grant and revoke refuse what they do not understand: %s",
    async (args) => {
      await expect(run(grantCommand, ...args)).rejects.toThrow(UsageError);
      await expect(run(revokeCommand, ...args)).rejects.toThrow(UsageError);
    },
  );

  it("revoke ends a role wherever it comes from, and says what will come back", async () => {
    const bo = await addPerson(database, "Bo", ["organizer"], "setting");
    const { status, warned } = await run(revokeCommand, `bo-${bo}@example.org`, "organizer");
    expect([status, await statesOf(bo)]).toEqual([0, []]);
    expect(warned).toMatch(/comes back at the next sign-in/);
    await expect(run(revokeCommand, `bo-${bo}@example.org`, "organizer")).rejects.toMatchObject({ kind: "not_found" });
  });

  it("revoke leaves the last admin", async () => {
    await database.update(roleGrants).set({ state: "ended" }).where(ne(roleGrants.state, "ended"));
    await run(grantCommand, email, "admin");
    await expect(run(revokeCommand, email, "admin")).rejects.toMatchObject({ kind: "conflict" });
    expect(await statesOf(ada)).toEqual(["admin active command"]);
  });

  it("people lists names on one line each, whatever is in them", async () => {
    await database.update(users).set({ name: "Ada\u001b[31m\nroot@example.org" }).where(eq(users.id, ada));
    await run(grantCommand, email, "conduct_lead");
    const { said } = await run(peopleCommand);
    expect(said.split("\n")).toContain(`${email}  Ada [31m root@example.org  conduct_lead (proposed)`);
  });

  it("seed makes the people of the demo once, and nobody where there is no demo", async () => {
    await expect(run(seedCommand)).rejects.toMatchObject({ kind: "forbidden" });
    settings.isDemo = true;
    await run(seedCommand);
    await run(seedCommand);
    const demo = await database.select().from(users).where(eq(users.isDemo, true));
    expect(demo.map(({ name }) => name).sort()).toHaveLength(8);
  });
});
