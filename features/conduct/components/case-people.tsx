import { SelectField, TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { EarlierCase } from "../data/history-queries";
import { allegationAction, partyAction, removeAllegationAction, removePartyAction } from "../desk-actions";
import { partyRoleLabels, type PartyRole } from "../domain/labels";
import { platformLabels, platforms } from "../domain/party";
import type { Rule, RuleReference } from "../domain/rules";
import { CaseFields, type CasePartAttributes } from "./case-fields";
import { DeskSection, WrittenText } from "./desk-parts";

const roles = ["reported", "affected", "witness"] as const;

function Earlier({ cases }: { cases: readonly EarlierCase[] }) {
  if (cases.length === 0) return null;
  return (
    <p className="text-[0.9375rem]">
      Also in{" "}
      {cases.map(({ id, codeName, state, role }, at) => (
        <span key={id}>
          {at === 0 ? "" : ", "}
          <a href={`/conduct/desk/cases/${id}`} className="underline">
            {codeName}
          </a>{" "}
          ({partyRoleLabels[role as PartyRole].toLowerCase()}; {state.toLowerCase()})
        </span>
      ))}
    </p>
  );
}

type PeopleAttributes = CasePartAttributes & { history: ReadonlyMap<string, readonly EarlierCase[]> };

/** Who is in a case, and in which others that the viewer may see. */
export function CaseParties({ shown, content, history }: PeopleAttributes) {
  const mayEdit = shown.can.has("edit_case");
  return (
    <DeskSection id="people" title="People">
      {content.parties.length === 0 ? <p className="text-muted">Nobody was added yet.</p> : null}
      <Form id="remove-party" label="People" action={removePartyAction}>
        <CaseFields shown={shown} />
        <ul className="space-y-2">
          {content.parties.map(({ id, role, codeName, label }) => (
            <li key={id} className="flex flex-wrap items-start justify-between gap-3">
              <div className="min-w-0">
                <p>
                  <span className="font-bold">{codeName}</span>: {partyRoleLabels[role].toLowerCase()},{" "}
                  <bdi className="wrap-anywhere">{label}</bdi>
                </p>
                <Earlier cases={history.get(id) ?? []} />
              </div>
              {mayEdit ? (
                <SubmitButton label="Take out" about={codeName} kind="plain" name="remove" value={id} />
              ) : null}
            </li>
          ))}
        </ul>
      </Form>
      {!mayEdit ? null : (
        <Form summary="Add somebody" id="party" label="Add somebody" action={partyAction}>
          <CaseFields shown={shown} />
          <SelectField
            name="role"
            label="Part"
            options={roles.map((value) => ({ value, label: partyRoleLabels[value] }))}
          />
          <SelectField
            name="platform"
            label="Where the person is known"
            options={platforms.map((value) => ({ value, label: platformLabels[value] }))}
          />
          <TextField
            name="handle"
            label="Name there, or the address of the account here"
            help="Whoever is of the desk loses sight of this case at once."
            maxLength={2000}
          />
          <SubmitButton label="Add" about="to the case" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}

type AllegationAttributes = CasePartAttributes & { rules: readonly (Rule & RuleReference)[] };

/** What somebody is said to have done, each against one rule. */
export function CaseAllegations({ shown, content, rules }: AllegationAttributes) {
  const mayEdit = shown.can.has("edit_case");
  const nameOf = (id: string) => content.parties.find((party) => party.id === id)?.codeName ?? "somebody";
  const reported = content.parties.filter(({ role }) => role === "reported");
  return (
    <DeskSection id="allegations" title="Allegations">
      {content.allegations.length === 0 ? <p className="text-muted">None was written down yet.</p> : null}
      <Form id="remove-allegation" label="Allegations" action={removeAllegationAction}>
        <CaseFields shown={shown} />
        <ul className="space-y-3">
          {content.allegations.map(({ id, partyId, rule, description, finding }) => (
            <li key={id} className="flex flex-wrap items-start justify-between gap-3">
              <div className="min-w-0 flex-1">
                <p className="font-bold">
                  {nameOf(partyId)}: {rule}
                </p>
                <WrittenText>{description}</WrittenText>
                <p className="text-[0.9375rem] text-muted">{finding ?? "No finding yet"}</p>
              </div>
              {mayEdit && finding === null ? (
                <SubmitButton label="Take back" about={rule} kind="plain" name="remove" value={id} />
              ) : null}
            </li>
          ))}
        </ul>
      </Form>
      {!mayEdit || reported.length === 0 ? null : (
        <Form
          summary="Write down an allegation"
          id="allegation"
          label="Write down an allegation"
          action={allegationAction}
        >
          <CaseFields shown={shown} />
          <SelectField
            name="party"
            label="Reported person"
            options={reported.map(({ id, codeName }) => ({ value: id, label: codeName }))}
          />
          <SelectField
            name="rule"
            label="Rule of the code of conduct"
            options={rules.map(({ number, version, name }) => ({
              value: `${number}@${version}`,
              label: `Rule ${number}, ${name}`,
            }))}
          />
          <TextAreaField name="description" label="What the person is said to have done" rows={3} />
          <SubmitButton label="Write down" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}
