import { CheckField, TextAreaField, TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import type { CaseExports, ShownExport } from "../data/export-queries";
import { allowExportAction, askExportAction, endExportAction } from "../keeping-actions";

const heading = "font-display text-xl font-semibold";
const states: Record<ShownExport["state"], string> = {
  asked: "Waits for a second person",
  allowed: "Allowed; it can be taken once within a day",
  taken: "Taken",
  lapsed: "Its time is over",
};

const yes = (...lines: [boolean, string][]) => lines.filter(([is]) => is).map(([, line]) => line);

function ExportItem({ caseId, wish }: { caseId: string; wish: ShownExport }) {
  const extras = yes(
    [wish.withOriginals, "original files"],
    [wish.withNotes, "notes of the desk"],
    [wish.withNames, "names of witnesses and affected people"],
  );
  const about = `for ${wish.recipient}`;
  const fields = (
    <>
      <input type="hidden" name="case" value={caseId} />
      <input type="hidden" name="export" value={wish.id} />
    </>
  );
  return (
    <li className="space-y-3 rounded-lg border border-rule p-4">
      <p>
        <strong>{states[wish.state]}.</strong> Asked for by <bdi>{wish.askedBy}</bdi>
        {wish.allowedBy === null ? null : (
          <>
            , allowed by <bdi>{wish.allowedBy}</bdi>
          </>
        )}
        .
      </p>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
        <dt className="text-muted">Recipient</dt>
        <dd dir="auto" className="wrap-anywhere">
          {wish.recipient}
        </dd>
        <dt className="text-muted">Purpose</dt>
        <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
          {wish.purpose}
        </dd>
        <dt className="text-muted">With</dt>
        <dd>{extras.length === 0 ? "Nothing beyond the usual" : extras.join(", ")}</dd>
        <dt className="text-muted">Sealed to</dt>
        <dd className="font-mono text-sm break-all">{wish.publicKey}</dd>
      </dl>
      <div className="flex flex-wrap items-start gap-3">
        {wish.mayTake ? (
          <a
            href={`/conduct/desk/cases/${caseId}/export/${wish.id}`}
            download
            className="rounded-lg border border-control px-4 py-2 font-bold hover:bg-surface"
          >
            Take the file
          </a>
        ) : null}
        {wish.mayAllow ? (
          <Form id={`allow-${wish.id}`} action={allowExportAction} label={`Allow the export ${about}`}>
            {fields}
            <SubmitButton label="Allow the export" about={about} kind="plain" />
          </Form>
        ) : null}
        {wish.mayEnd ? (
          <Form id={`end-${wish.id}`} action={endExportAction} label={`Do not export ${about}`}>
            {fields}
            <SubmitButton label="Do not export" about={about} kind="plain" />
          </Form>
        ) : null}
      </div>
    </li>
  );
}

function AskForm({ caseId, version }: { caseId: string; version: number }) {
  return (
    <Form id="ask-export" action={askExportAction} label="Ask for an export">
      <input type="hidden" name="case" value={caseId} />
      <input type="hidden" name="version" value={version} />
      <TextAreaField name="purpose" label="What it is for" maxLength={2000} rows={3} isRequired />
      <TextField
        name="recipient"
        label="Who receives it"
        help="Stands in every part of it, so that a copy that turns up elsewhere says whose it was."
        maxLength={500}
        isRequired
      />
      <TextField
        name="publicKey"
        label="Public key of the recipient"
        help="X25519, 32 bytes in base64. Ask them for it by a way on which you know that it is theirs."
        maxLength={100}
        isRequired
      />
      <CheckField
        name="withNames"
        label="With the names of witnesses and affected people"
        help="Reporters are never named. But an affected person may be the reporter."
      />
      <CheckField
        name="withOriginals"
        label="With original files"
        help="They can tell where and with what they were made."
      />
      <CheckField name="withNotes" label="With notes of the desk for itself" />
      <SubmitButton label="Ask for the export" kind="plain" />
    </Form>
  );
}

/** The exports of a case, how to ask for one, and how whoever gets it can verify it. */
export function ExportPanel({ found }: { found: CaseExports }) {
  const { caseId, version, exports, mayAsk, publicKeys } = found;
  return (
    <div className="mt-8 space-y-10">
      <section className="space-y-4">
        <h2 className={heading}>Exports</h2>
        <p>
          One lead asks, a second person allows. The file is signed, and only its recipient can open it. Known names are
          replaced; what else a text tells of somebody you only see when you read it, and files are as they are.
        </p>
        {exports.length === 0 ? (
          <p>Nobody asked for one.</p>
        ) : (
          <ul className="space-y-4">
            {exports.map((wish) => (
              <ExportItem key={wish.id} caseId={caseId} wish={wish} />
            ))}
          </ul>
        )}
      </section>
      {mayAsk ? (
        <section className="space-y-4">
          <h2 className={heading}>Ask for one</h2>
          <AskForm caseId={caseId} version={version} />
        </section>
      ) : null}
      <section className="space-y-4">
        <h2 className={heading}>How it is verified</h2>
        <p>
          Give the recipient this key by another way than the file. With it they check, offline, that the portal made
          the file and that nothing in it was changed.
        </p>
        <ul className="space-y-1">
          {publicKeys.map((key, at) => (
            <li key={key} className="font-mono text-sm break-all">
              {key}
              {at === 0 ? null : <span className="font-sans text-muted"> (of exports made before)</span>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
