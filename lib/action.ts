import "server-only";
import { cookies, headers } from "next/headers";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { FormState } from "@/lib/form-state";

type CookieStore = Awaited<ReturnType<typeof cookies>>;
type GuestContext = { cookies: CookieStore };

// Next compares the two for its own calls; a form sent without a script goes another way and is checked here, too.
async function requireSameOrigin(): Promise<void> {
  const given = await headers();
  const origin = given.get("origin");
  const host = given.get("x-forwarded-host") ?? given.get("host");
  if (origin === null || origin === "null" || !URL.canParse(origin) || new URL(origin).host !== host) {
    throw new AppError("forbidden", "The form was sent from another site.");
  }
}

// What was typed comes back in full, as far as anybody types; a megabyte of it would come back three times over.
const longestEcho = 20_000;

function typedValues(form: FormData): Record<string, string> {
  const texts = [...form].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value.slice(0, longestEcho)] as const] : [],
  );
  return Object.fromEntries(texts);
}

/**
 * Wraps a server action that anyone may call: same origin, shape, and failures a person can act on as state.
 * What was typed always comes back with a refusal.
 */
export function guestAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, context: GuestContext) => Promise<{ message: string }>,
): (state: FormState, form: FormData) => Promise<FormState> {
  return async (_state, form) => {
    const values = typedValues(form);
    const input = schema.safeParse(values);
    if (!input.success) {
      const { fieldErrors } = z.flattenError(input.error);
      return { status: "invalid", message: "Some answers need another look.", fields: fieldErrors, values };
    }
    try {
      await requireSameOrigin();
      return { status: "done", ...(await run(input.data, { cookies: await cookies() })) };
    } catch (error) {
      // Anything else is a defect, or Next's own way to redirect: let it rise.
      if (!(error instanceof AppError)) throw error;
      return { status: "invalid", message: error.message, fields: {}, values };
    }
  };
}
