import { SelectField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { conductRoles, roleLabels } from "@/lib/auth/roles";
import { decideGrantAction, giveRoleAction } from "../actions";
import type { ShownPerson } from "../data/people-queries";
import { GrantRow } from "./grant-row";

const heading = "mb-3 font-display text-xl font-semibold";

function GiveRole({ person }: { person: ShownPerson }) {
  const hasConduct = person.givable.some((role) => conductRoles.includes(role));
  const options = person.givable.map((role) => ({
    value: role,
    label: conductRoles.includes(role) ? `${roleLabels[role]} (needs a second person)` : roleLabels[role],
  }));
  return (
    <section aria-labelledby="give" className="mt-12">
      <h2 id="give" className={heading}>
        Give a role
      </h2>
      <Form id="give-form" label="Give a role" action={giveRoleAction}>
        {person.giveRefusal !== null || options.length === 0 ? (
          <p>
            {person.giveRefusal ?? "This person holds every role that you could give, or it waits for a second person."}
          </p>
        ) : (
          <>
            <input type="hidden" name="person" value={person.id} />
            <SelectField
              name="role"
              label="Role"
              help={
                hasConduct
                  ? "A conduct role is only proposed: another admin or conduct lead confirms it. Everything else works at once."
                  : "It works at once."
              }
              options={options}
            />
            <SubmitButton label="Give this role" />
          </>
        )}
      </Form>
    </section>
  );
}

/** The roles of a person, what may be done about them, and those of the past. */
export function PersonRoles({ person }: { person: ShownPerson }) {
  const open = person.grants.filter(({ state }) => state !== "ended");
  const ended = person.grants.filter(({ state }) => state === "ended");
  return (
    <>
      <section aria-labelledby="roles" className="mt-10">
        <h2 id="roles" className={heading}>
          Roles
        </h2>
        <Form id="roles-form" label="Roles" action={decideGrantAction} className="space-y-3">
          {open.length === 0 ? <p className="text-muted">None.</p> : null}
          <ul>
            {open.map((grant) => (
              <GrantRow key={grant.id} grant={grant} />
            ))}
          </ul>
        </Form>
      </section>
      {ended.length === 0 ? null : (
        <details className="mt-4">
          <summary className="cursor-pointer py-2 font-bold">Roles of the past ({ended.length})</summary>
          <ul>
            {ended.map((grant) => (
              <GrantRow key={grant.id} grant={grant} />
            ))}
          </ul>
        </details>
      )}
      <GiveRole person={person} />
    </>
  );
}
