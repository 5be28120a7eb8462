import { RadioField, SelectField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { DeskCase } from "../data/case-queries";
import {
  assignAction,
  closenessAction,
  endTaskAction,
  imposeConflictAction,
  liftConflictAction,
  nativeReaderAction,
} from "../desk-actions";
import { dayInWords } from "../domain/due-words";
import { CaseFields, type CasePartAttributes } from "./case-fields";
import { DeskSection, Folded } from "./desk-parts";

const closeness = [
  { value: "none", label: "No conflict" },
  { value: "soft", label: "Rather close: I may read it, and decide nothing" },
  { value: "hard", label: "Too close: take it away from me at once" },
];

/** Asks how close somebody stands to a case, before they take it or at any time. Nobody asks why. */
export function CaseCloseness({ shown }: { shown: DeskCase }) {
  const isTaking = shown.can.has("take") && !shown.isOwn;
  return (
    <DeskSection id="closeness" title={isTaking ? "Take it" : "Do you stand too close?"}>
      {shown.isSoft ? <p>You said that you stand rather close: you read, and others decide.</p> : null}
      {isTaking || shown.isSoft ? null : (
        <p className="text-[0.9375rem]">Nobody asks why. What is too close vanishes for you at once, everywhere.</p>
      )}
      <Form id="closeness-form" label="How close you stand" action={closenessAction}>
        <input type="hidden" name="case" value={shown.id} />
        <input type="hidden" name="take" value={isTaking ? "yes" : ""} />
        <RadioField
          name="conflict"
          label="How close do you stand to it?"
          options={shown.isSoft ? closeness.filter(({ value }) => value === "hard") : closeness}
        />
        <SubmitButton label={isTaking ? "Answer and take it" : "Answer"} kind="plain" />
      </Form>
    </DeskSection>
  );
}

/** Who works on a case, and who may not. For leads. */
export function CaseTeam({ shown, content }: CasePartAttributes) {
  const { conflicts, people } = content;
  const handlers = people.filter(({ role }) => role !== "appeal_reviewer");
  if (!shown.can.has("assign") || conflicts === null) return null;
  const nameOf = (id: string) => conflicts.desk.find((person) => person.id === id)?.name ?? "Former member";
  const options = [
    { value: "", label: "Choose" },
    ...conflicts.desk.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const out = [...new Set(conflicts.declared.map(({ personId }) => personId))];
  const ofThem = (id: string) => conflicts.declared.filter(({ personId }) => personId === id).map(({ kind }) => kind);
  return (
    <DeskSection id="team" title="Team">
      <Form summary="Give it to somebody" id="assign" label="Give it to somebody" action={assignAction}>
        <CaseFields shown={shown} />
        <SelectField name="person" label="Person" options={options} />
        <SelectField
          name="role"
          label="Task"
          options={[
            { value: "coordinator", label: "Coordinator" },
            { value: "handler", label: "Handler" },
          ]}
        />
        <SubmitButton label="Give" kind="plain" />
      </Form>
      {handlers.length === 0 ? null : (
        <Form id="end-task" label="End tasks" action={endTaskAction}>
          <CaseFields shown={shown} />
          <div className="flex flex-wrap gap-3">
            {[...new Map(handlers.map((each) => [each.personId, each])).values()].map(({ personId, name }) => (
              <SubmitButton
                key={personId}
                label={`End the task of ${name}`}
                kind="plain"
                name="person"
                value={personId}
              />
            ))}
          </div>
        </Form>
      )}
      <Folded summary="Somebody stands too close">
        {conflicts.suggested.length === 0 ? null : (
          <p>
            The portal suggests to ask <bdi>{conflicts.suggested.map(nameOf).join(", ")}</bdi>: a name in this case is
            like theirs. It decides nothing.
          </p>
        )}
        <Form id="impose" label="Somebody stands too close" action={imposeConflictAction}>
          <input type="hidden" name="case" value={shown.id} />
          <SelectField name="person" label="Person" options={options} />
          <SelectField
            name="kind"
            label="How close"
            options={[
              { value: "hard", label: "Too close: sees nothing of it" },
              { value: "soft", label: "Rather close: reads, and decides nothing" },
            ]}
          />
          <SubmitButton label="Write it down" about="as a conflict" kind="plain" />
        </Form>
        {out.length === 0 ? null : (
          <Form id="lift" label="Take a conflict back" action={liftConflictAction}>
            <input type="hidden" name="case" value={shown.id} />
            <ul className="space-y-2">
              {out.map((id) => (
                <li key={id} className="flex flex-wrap items-center gap-3">
                  <bdi>{nameOf(id)}</bdi> ({ofThem(id).join(", ")})
                  <SubmitButton
                    label="Take it back"
                    about={`the conflict of ${nameOf(id)}`}
                    kind="plain"
                    name="person"
                    value={id}
                  />
                </li>
              ))}
            </ul>
          </Form>
        )}
      </Folded>
    </DeskSection>
  );
}

/** Asks somebody who speaks a language to read one thing and nothing else. */
export function CaseNativeReader({ shown, content }: CasePartAttributes) {
  const items = [
    ...content.reports.map(({ id, submittedOn }) => ({
      value: `report:${id}`,
      label: `Report of ${dayInWords(submittedOn)}`,
    })),
    ...content.evidence.map(({ id, kind, sha256 }) => ({
      value: `evidence:${id}`,
      label: `${kind === "statement" ? "Statement" : "Snapshot"} ${sha256.slice(0, 8)}`,
    })),
  ];
  if (!shown.can.has("request_native_reader") || items.length === 0) return null;
  return (
    <DeskSection id="native-reader" title="Another language">
      <Form
        summary="Ask a native reader"
        id="native-reader-form"
        label="Ask a native reader"
        action={nativeReaderAction}
      >
        <CaseFields shown={shown} />
        <SelectField name="item" label="What is to be read" options={items} />
        <TextField name="language" label="Language" maxLength={200} />
        <TextField
          name="address"
          label="Address of the person's account"
          help="They see this one thing, not the case, and it is written down what they read."
          type="email"
        />
        <SubmitButton label="Ask" about="a native reader" kind="plain" />
      </Form>
    </DeskSection>
  );
}
