import { SelectField, TextField } from "@/components/rooms/fields";
import { SubmitButton } from "@/components/rooms/submit-button";
import { roleLabels, type Role } from "@/lib/auth/roles";
import type { PeopleFilter } from "../domain/people-filter";

type PeopleSearchAttributes = { filter: PeopleFilter; roles: readonly Role[]; hasEmail: boolean };

/** Asks for a name and a role, and leads to the people who match; an ordinary form that changes nothing. */
export function PeopleSearch({ filter, roles, hasEmail }: PeopleSearchAttributes) {
  const options = roles.map((role) => ({ value: role, label: roleLabels[role] }));
  return (
    <form
      role="search"
      action="/admin/people"
      method="get"
      className="grid items-end gap-4 sm:grid-cols-[1fr_14rem_auto]"
    >
      <TextField
        name="search"
        label={hasEmail ? "Name or e-mail address" : "Name"}
        type="search"
        maxLength={200}
        initial={filter.search}
      />
      <SelectField
        name="role"
        label="Role"
        initial={filter.role ?? ""}
        options={[{ value: "", label: "Anybody" }, ...options]}
      />
      <SubmitButton label="Find" />
    </form>
  );
}
