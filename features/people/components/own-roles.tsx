import { Form } from "@/components/rooms/form";
import { decideGrantAction } from "../actions";
import type { ShownGrant } from "../data/people-queries";
import { GrantRow } from "./grant-row";

/** Where one's own roles come from, and how to give one up; nothing for whoever holds none and is proposed for none. */
export function OwnRoles({ grants }: { grants: readonly ShownGrant[] }) {
  if (grants.length === 0) return null;
  return (
    <section aria-labelledby="own-roles">
      <h2 id="own-roles" className="mb-4 font-display text-xl font-semibold">
        Where your roles come from
      </h2>
      <Form id="own-roles-form" label="Your roles" action={decideGrantAction} className="space-y-3">
        <ul>
          {grants.map((grant) => (
            <GrantRow key={grant.id} grant={grant} />
          ))}
        </ul>
      </Form>
    </section>
  );
}
