import { Form } from "@/components/rooms/form";
import { decideGrantAction } from "../actions";
import type { ShownGrant } from "../data/people-queries";
import { GrantRow } from "./grant-row";

/** The roles that wait for a second person, each with what the viewer may do about it. */
export function ProposalList({ proposals }: { proposals: ShownGrant[] }) {
  return (
    <section aria-labelledby="proposals" className="mb-12">
      <h2 id="proposals" className="mb-3 font-display text-xl font-semibold">
        Waiting for a second person
      </h2>
      <Form id="proposals-form" label="Waiting for a second person" action={decideGrantAction} className="space-y-3">
        {proposals.length === 0 ? <p className="text-muted">Nothing waits just now.</p> : null}
        <ul>
          {proposals.map((grant) => (
            <GrantRow key={grant.id} grant={grant} hasPerson />
          ))}
        </ul>
      </Form>
    </section>
  );
}
