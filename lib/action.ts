import "server-only";
import { refresh } from "next/cache";
import { cookies, headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { currentViewer } from "@/lib/auth/current-viewer";
import type { Role } from "@/lib/auth/roles";
import { Viewer } from "@/lib/auth/viewer";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import type { FormAction, FormState } from "@/lib/form-state";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithinFleeting } from "@/lib/rate-limit/fleeting";
import { requireWithin, type Limit } from "@/lib/rate-limit/rate-limit";
import { requestContext } from "@/lib/request-context";

type CookieStore = Awaited<ReturnType<typeof cookies>>;
/** What an action is given beside what was typed. */
type Context = { cookies: CookieStore; files: File[] };
/** What was done. With `values` the form goes on with these; an empty message says nothing. */
type Answer = { message: string; values?: Record<string, string> };
/** What an action asks of whoever calls it, beside being signed in. */
type ActionRules = {
  /** Any of these roles. */
  roles?: readonly Role[];
  /** True when the person must have proved who they are within the last quarter of an hour. */
  isSensitive?: boolean;
  limit?: Limit;
  /** Characters of an answer that come back with a refusal, where people write at length. */
  longestEcho?: number;
};

// Next compares the two for its own calls; a form sent without a script goes another way and is checked here, too.
async function requireSameOrigin(): Promise<void> {
  const given = await headers();
  const origin = given.get("origin");
  // Of several proxies the first one knows what the reader asked for; the port of the scheme may be left out.
  const host = (given.get("x-forwarded-host") ?? given.get("host") ?? "").split(",", 1)[0]?.trim();
  const here = origin === null ? "" : `${origin.split(":", 1)[0]}://${host}`;
  if (origin === null || !URL.canParse(origin) || !URL.canParse(here) || new URL(origin).host !== new URL(here).host) {
    throw new AppError("forbidden", "The form was sent from another site.");
  }
}

// What was typed comes back in full, as far as anybody types; a megabyte of it would come back three times over.
const usualEcho = 20_000;

function typedValues(form: FormData, longestEcho: number): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    // Names with a dollar sign are Next's own.
    if (typeof value !== "string" || name.startsWith("$")) continue;
    // Several of a list that are ticked have the same name: one line for each.
    const before = Object.hasOwn(values, name) ? `${values[name]}\n` : "";
    Object.defineProperty(values, name, {
      ...{ value: before + value.slice(0, longestEcho), enumerable: true, configurable: true, writable: true },
    });
  }
  return values;
}

// A file field that nothing was chosen for sends an empty file.
const filesOf = (form: FormData) =>
  [...form].flatMap(([, value]) => (value instanceof File && value.size > 0 ? [value] : []));

const needsAnotherLook = "Some answers need another look.";

type Refused = Extract<FormState, { status: "invalid" }>;
const refused = (values: Record<string, string>, rest: Partial<Refused> & { message: string }): FormState => ({
  ...{ status: "invalid", fields: {}, values },
  ...rest,
});

/** What every action shares: origin, shape, and failures a person can act on as state with all that was typed. */
function wrap<Schema extends z.ZodType>(
  schema: Schema,
  admit: () => Promise<Viewer | Omit<Refused, "status" | "fields" | "values">>,
  run: (viewer: Viewer, input: z.output<Schema>, context: Context) => Promise<Answer>,
  longestEcho = usualEcho,
): FormAction {
  return async (_state, form) => {
    // Whoever calls an action by hand may send anything.
    if (!(form instanceof FormData)) return refused({}, { message: "This form cannot be read. Load the page again." });
    const values = typedValues(form, longestEcho);
    try {
      await requireSameOrigin();
      const viewer = await admit();
      if ("message" in viewer) return refused(values, viewer);
      const input = schema.safeParse(values);
      if (!input.success) {
        const { fieldErrors } = z.flattenError(input.error);
        return refused(values, { message: needsAnotherLook, fields: fieldErrors });
      }
      const answer = await run(viewer, input.data, { cookies: await cookies(), files: filesOf(form) });
      refresh();
      return { status: "done", ...answer };
    } catch (error) {
      // Next's own way to redirect.
      unstable_rethrow(error);
      if (!(error instanceof AppError)) {
        log.error("An action failed.", error);
        return refused(values, {
          message: "Something went wrong on our side. Look whether it was saved, then try again.",
        });
      }
      if (error.kind === "forbidden" || error.kind === "not_found") log.warn(`An action was refused: ${error.kind}.`);
      const { message, field } = error;
      if (field === undefined) return refused(values, { message });
      return refused(values, { message: needsAnotherLook, fields: { [field]: [message] } });
    }
  };
}

/**
 * Wraps a server action that anyone may call, within a limit. What was typed always comes back with a refusal.
 */
export function guestAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (viewer: Viewer, input: z.output<Schema>, context: Context) => Promise<Answer>,
  { limit = limits.form }: { limit?: Limit } = {},
): FormAction {
  const admit = async () => {
    await requireWithin(limit, requestContext().client);
    return currentViewer();
  };
  return wrap(schema, admit, run);
}

/**
 * Wraps a server action of somebody who stays anonymous: no session is looked at, and the limit leaves no trace.
 */
export function anonymousAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, context: Context) => Promise<Answer>,
  { limit, longestEcho }: { limit: Limit; longestEcho?: number },
): FormAction {
  const admit = () => {
    requireWithinFleeting(limit, requestContext().client);
    return Promise.resolve(Viewer.guest());
  };
  return wrap(schema, admit, (_viewer, input, context) => run(input, context), longestEcho);
}

/**
 * Wraps a server action of a signed-in person: who may call it, within a limit, and with a fresh proof of who they are
 * where the act is sensitive. For whoever lacks the role it answers as if there were no such action.
 */
export function formAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (viewer: Viewer, input: z.output<Schema>, context: Context) => Promise<Answer>,
  { roles, isSensitive = false, limit = limits.form, longestEcho }: ActionRules = {},
): FormAction {
  const admit = async () => {
    const viewer = await currentViewer();
    if (!viewer.isSignedIn)
      return {
        message: "You are not signed in any more. Sign in in another window, then send this again.",
        way: { label: "Sign in", href: "/sign-in" },
      };
    await requireWithin(limit, viewer.person.id);
    if (roles !== undefined && !roles.some((role) => viewer.has(role)))
      throw new AppError("not_found", "There is nothing here that you could do.");
    if (isSensitive && !viewer.isRecent(new Date()))
      return {
        message: "Prove once more that it is you, then send this again.",
        way: { label: "Confirm", href: "/account/confirm" },
      };
    return viewer;
  };
  return wrap(schema, admit, run, longestEcho);
}
