import { redirect } from "next/navigation";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { Viewer, type Person } from "@/lib/auth/viewer";
import { formAction, guestAction } from "./action";
import { AppError } from "./errors";
import { newForm } from "./form-state";

let given: Headers;
let viewer: Viewer;
const cookieStore = { set: vi.fn() };
const requireWithin = vi.hoisted(() => vi.fn((): Promise<void> => Promise.resolve()));
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(given), cookies: () => Promise.resolve(cookieStore) }));
vi.mock("next/cache", () => ({ refresh: () => undefined }));
vi.mock("@/lib/auth/current-viewer", () => ({ currentViewer: () => Promise.resolve(viewer) }));
vi.mock("@/lib/rate-limit/rate-limit", () => ({ requireWithin }));

beforeEach(() => {
  given = new Headers({ host: "portal.example", origin: "https://portal.example" });
  viewer = Viewer.guest();
  requireWithin.mockReset();
  requireWithin.mockImplementation(() => Promise.resolve());
});

const schema = z.object({ name: z.string().min(2, "Write two letters.") });
const formOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const call = (
  run = vi.fn(() => Promise.resolve({ message: "Saved." })),
  fields: Record<string, string> = { name: "Al" },
) => ({
  run,
  state: guestAction(schema, run)(newForm, formOf(fields)),
});

describe("an action", () => {
  it("runs with what the form said, and tells what was done", async () => {
    const { run, state } = call();
    expect(await state).toEqual({ status: "done", message: "Saved." });
    expect(run).toHaveBeenCalledWith(viewer, { name: "Al" }, { cookies: cookieStore, files: [] });
  });

  it("does not run with wrong answers, and gives back all that was typed", async () => {
    const { run, state } = call(undefined, { name: "A", other: "kept" });
    expect(await state).toMatchObject({
      status: "invalid",
      fields: { name: ["Write two letters."] },
      values: { name: "A", other: "kept" },
    });
    expect(run).not.toHaveBeenCalled();
  });

  it.each([
    ["from another site", { host: "portal.example", origin: "https://evil.example" }],
    ["from the same host on another port", { host: "portal.example", origin: "https://portal.example:8443" }],
    ["from a hidden origin", { host: "portal.example", origin: "null" }],
    ["without an origin", { host: "portal.example" }],
    ["from an origin that is no address", { host: "portal.example", origin: "portal.example" }],
  ])("refuses a form %s", async (_, headers) => {
    given = new Headers(headers);
    const { run, state } = call();
    expect(await state).toMatchObject({
      status: "invalid",
      message: "The form was sent from another site.",
      values: { name: "Al" },
    });
    expect(run).not.toHaveBeenCalled();
  });

  it("takes the host that a proxy in front was asked for", async () => {
    given = new Headers({
      host: "127.0.0.1:3000",
      "x-forwarded-host": "portal.example",
      origin: "https://portal.example",
    });
    expect(await call().state).toMatchObject({ status: "done" });
  });

  it("tells a person what they can do something about", async () => {
    const { state } = call(vi.fn(() => Promise.reject(new AppError("conflict", "Someone was faster."))));
    expect(await state).toMatchObject({ status: "invalid", message: "Someone was faster.", values: { name: "Al" } });
  });

  it("keeps what was typed when something fails that nobody could foresee, and does not say what", async () => {
    const state = await call(vi.fn(() => Promise.reject(new Error("A defect.")))).state;
    expect(state).toMatchObject({ status: "invalid", values: { name: "Al" } });
    expect(JSON.stringify(state)).not.toContain("defect");
  });

  it("lets a redirect go on", async () => {
    const leave = vi.fn(() => Promise.resolve().then(() => redirect("/elsewhere")));
    await expect(call(leave).state).rejects.toThrow("NEXT_REDIRECT");
  });
});

const person = (given: Partial<Person>): Viewer =>
  Viewer.ofSession({
    ...{ id: "id", sessionId: "session", name: "Ada", email: null, zone: null, language: null, isDemo: false },
    ...{ roles: [], confirmedAt: new Date(), hasSecondFactor: false },
    ...given,
  });
const longAgo = new Date(Date.now() - 16 * 60 * 1000);

describe("an action of signed-in people", () => {
  const send = (rules: Parameters<typeof formAction>[2], run = vi.fn(() => Promise.resolve({ message: "Done." }))) => ({
    run,
    state: formAction(schema, run, rules)(newForm, formOf({ name: "Al" })),
  });

  it("keeps what was typed, and shows the way, when the session has ended meanwhile", async () => {
    const { run, state } = send({});
    expect(await state).toMatchObject({ status: "invalid", values: { name: "Al" }, way: { href: "/sign-in" } });
    expect(run).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<Person>, boolean]>([
    ["has another role", { roles: ["organizer"] }, false],
    ["has no role", {}, false],
    ["is admin without a second factor", { roles: ["admin"] }, false],
    ["is admin with a second factor", { roles: ["admin"], hasSecondFactor: true }, true],
  ])("runs for admins only: whoever calls it %s", async (_, given, runs) => {
    viewer = person(given);
    const { run, state } = send({ roles: ["admin"] });
    expect((await state).status).toBe(runs ? "done" : "invalid");
    expect(run).toHaveBeenCalledTimes(runs ? 1 : 0);
  });

  it("asks for a fresh proof before a sensitive act", async () => {
    viewer = person({ confirmedAt: longAgo });
    const { run, state } = send({ isSensitive: true });
    expect(await state).toMatchObject({ status: "invalid", values: { name: "Al" }, way: { href: "/account/confirm" } });
    expect(run).not.toHaveBeenCalled();
    viewer = person({});
    expect(await send({ isSensitive: true }).state).toMatchObject({ status: "done" });
  });

  it("does not run beyond its limit, and gives back what was typed", async () => {
    viewer = person({});
    requireWithin.mockRejectedValue(new AppError("limited", "Later."));
    const { run, state } = send({});
    expect(await state).toMatchObject({ status: "invalid", message: "Later.", values: { name: "Al" } });
    expect(run).not.toHaveBeenCalled();
  });

  it("shows what is wrong with one field beside that field", async () => {
    viewer = person({});
    const run = vi.fn(() => Promise.reject(new AppError("invalid", "Taken.", { field: "name" })));
    expect(await send({}, run).state).toMatchObject({ fields: { name: ["Taken."] }, values: { name: "Al" } });
  });
});
