import { RadioField, SelectField, TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { evidenceAction } from "../desk-actions";
import { platformLabels, platforms } from "../domain/party";
import { contentLabels, contentLabelTexts } from "../domain/snapshot";
import { CaseFields, type CasePartAttributes } from "./case-fields";
import { DeskMoment, DeskSection, Folded, WrittenText } from "./desk-parts";

/** What was there when somebody looked: folded, with a word about what it shows, until somebody opens it. */
export function CaseEvidence({ shown, content, zone }: CasePartAttributes) {
  return (
    <DeskSection id="evidence" title="Evidence">
      {content.evidence.length === 0 ? (
        <p className="text-muted">Nothing is sealed yet. Nothing is done to content or people before something is.</p>
      ) : null}
      {content.evidence.map(({ id, kind, sha256, capturedAt, capturedBy, snapshot }) => (
        <Folded
          key={id}
          summary={
            <>
              {kind === "statement" ? "Statement" : "Snapshot"}, {platformLabels[snapshot.platform]},{" "}
              <DeskMoment at={capturedAt} zone={zone} />. It shows: {contentLabelTexts[snapshot.label].toLowerCase()}.
            </>
          }
        >
          <WrittenText>{snapshot.text}</WrittenText>
          <dl className="text-[0.9375rem] text-muted">
            {snapshot.link === "" ? null : (
              <div>
                <dt className="inline">Link: </dt>
                <dd className="inline wrap-anywhere">{snapshot.link}</dd>
              </div>
            )}
            {snapshot.handle === "" ? null : (
              <div>
                <dt className="inline">Written by: </dt>
                <dd className="inline">
                  <bdi>{snapshot.handle}</bdi>
                </dd>
              </div>
            )}
            <div>
              <dt className="inline">Sealed by: </dt>
              <dd className="inline">
                <bdi>{capturedBy}</bdi>
              </dd>
            </div>
            <div>
              <dt className="inline">SHA-256: </dt>
              <dd className="inline font-mono wrap-anywhere">{sha256}</dd>
            </div>
          </dl>
        </Folded>
      ))}
      {!shown.can.has("capture_evidence") ? null : (
        <Form summary="Seal evidence" id="seal-evidence" label="Seal evidence" action={evidenceAction}>
          <CaseFields shown={shown} />
          <RadioField
            name="kind"
            label="What it is"
            initial="snapshot"
            options={[
              { value: "snapshot", label: "What stands somewhere" },
              { value: "statement", label: "What somebody said" },
            ]}
          />
          <SelectField
            name="platform"
            label="Where"
            options={platforms.map((value) => ({ value, label: platformLabels[value] }))}
          />
          <TextField name="link" label="Link" maxLength={2000} />
          <TextField name="handle" label="Name of the author there, as it is now" maxLength={2000} />
          <TextAreaField name="text" label="Original text" help="As it stands there, without a change." rows={6} />
          <SelectField
            name="label"
            label="It shows"
            help="Others read this word before they open it."
            options={contentLabels.map((value) => ({ value, label: contentLabelTexts[value] }))}
          />
          <SubmitButton label="Seal" kind="plain" />
        </Form>
      )}
    </DeskSection>
  );
}
