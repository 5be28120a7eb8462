import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { ErasureState } from "../data/retention-queries";
import { confirmErasureAction, endErasureAction, proposeErasureAction } from "../keeping-actions";

type RetentionErasureAttributes = {
  target: { kind: "case" | "report"; id: string; version: number };
  /** How it is called, for whoever does not see what the buttons stand beside. */
  name: string;
  erasure: ErasureState;
};

/** Who wants something erased before its time, and what the viewer can do about it. */
export function RetentionErasure({ target, name, erasure }: RetentionErasureAttributes) {
  const { kind, id, version } = target;
  const fields = (
    <>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="version" value={version} />
    </>
  );
  return (
    <div className="space-y-3">
      {erasure.proposedBy === null ? null : (
        <p>
          <bdi>{erasure.proposedBy}</bdi> proposes to erase it before its time.
          {erasure.mayConfirm ? null : " A second person has to confirm that."}
        </p>
      )}
      {erasure.mayPropose ? (
        <Form id={`propose-${id}`} action={proposeErasureAction} label={`Propose to erase ${name}`}>
          {fields}
          <SubmitButton label="Propose to erase it" about={name} kind="danger" />
        </Form>
      ) : null}
      {erasure.mayConfirm ? (
        <Form id={`confirm-${id}`} action={confirmErasureAction} label={`Erase ${name}`}>
          {fields}
          <p>Everything in it is erased at once, and nobody can bring it back.</p>
          <SubmitButton label="Erase it for good" about={name} kind="danger" />
        </Form>
      ) : null}
      {erasure.mayEnd ? (
        <Form id={`end-${id}`} action={endErasureAction} label={`Do not erase ${name}`}>
          {fields}
          <SubmitButton label="Do not erase it" about={name} kind="plain" />
        </Form>
      ) : null}
    </div>
  );
}
