import { z } from "zod";
import { roles } from "@/lib/auth/roles";

/** Whom to give which role. Only these two are read: state, source and who confirms are never the sender's to say. */
export const giveRoleForm = z.object({
  person: z.uuid(),
  role: z.enum(roles, "Choose one of the roles."),
});

/** A grant, and what to do with it, as the pressed button says it. */
export const decisionForm = z.object({
  decision: z
    .string()
    .regex(/^(confirm|end):[0-9a-f-]{36}$/, "Press one of the buttons beside a role.")
    .transform((text) => {
      const [act = "", grantId = ""] = text.split(":");
      return { act: act === "confirm" ? ("confirm" as const) : ("end" as const), grantId };
    })
    .pipe(z.object({ act: z.enum(["confirm", "end"]), grantId: z.uuid() })),
});

/** A person. */
export const personForm = z.object({ person: z.uuid() });
