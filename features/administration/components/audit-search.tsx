import { TextField } from "@/components/rooms/fields";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { AuditQuestion } from "../domain/audit-filter";

/** Asks who did what to which thing and when; an ordinary form that changes nothing. */
export function AuditSearch({ question }: { question: AuditQuestion }) {
  return (
    <form
      role="search"
      action="/admin/audit"
      method="get"
      className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-3"
    >
      <TextField
        name="person"
        label="Person"
        help="Whole e-mail address, whole name, or id"
        maxLength={200}
        initial={question.person}
      />
      <TextField name="act" label="Act" help="Such as role.granted" maxLength={200} initial={question.act} />
      <TextField
        name="object"
        label="Object"
        help="Kind, such as person, or kind/id"
        maxLength={200}
        initial={question.object}
      />
      <div className="grid grid-cols-2 gap-4 sm:contents">
        <TextField name="from" label="From" help="Day in UTC" type="date" initial={question.from} />
        <TextField name="to" label="To" help="The whole day" type="date" initial={question.to} />
      </div>
      <div>
        <SubmitButton label="Filter" />
      </div>
    </form>
  );
}
