import { beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { guestAction } from "./action";
import { AppError } from "./errors";
import { newForm } from "./form-state";

let given: Headers;
const cookieStore = { set: vi.fn() };
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(given), cookies: () => Promise.resolve(cookieStore) }));

beforeEach(() => (given = new Headers({ host: "portal.example", origin: "https://portal.example" })));

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
    expect(run).toHaveBeenCalledWith({ name: "Al" }, { cookies: cookieStore });
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

  it("lets a defect rise: it is not the person’s fault", async () => {
    await expect(call(vi.fn(() => Promise.reject(new Error("A defect.")))).state).rejects.toThrow("A defect.");
  });
});
