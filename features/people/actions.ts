"use server";

import { formAction } from "@/lib/action";
import { confirmPersonGrant, endPersonGrant, givePersonRole } from "./data/grant-commands";
import { endPersonSessions } from "./data/session-commands";
import { decisionForm, giveRoleForm, personForm } from "./domain/forms";

/** Gives or proposes a role. */
export const giveRoleAction = formAction(
  giveRoleForm,
  async (viewer, { person, role }) => ({ message: await givePersonRole(viewer, person, role) }),
  { roles: ["admin", "conduct_lead"], isSensitive: true },
);

/** Confirms a proposed role, or ends, withdraws or declines one; everybody may end their own. */
export const decideGrantAction = formAction(
  decisionForm,
  async (viewer, { decision }) => ({
    message:
      decision.act === "confirm"
        ? await confirmPersonGrant(viewer, decision.grantId)
        : await endPersonGrant(viewer, decision.grantId),
  }),
  { isSensitive: true },
);

/** Signs a person out everywhere. */
export const endPersonSessionsAction = formAction(
  personForm,
  async (viewer, { person }) => {
    const browsers = await endPersonSessions(viewer, person);
    return { message: browsers === 1 ? "Signed out in 1 browser." : `Signed out in ${browsers} browsers.` };
  },
  { roles: ["admin"], isSensitive: true },
);
