import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { verifyAuditAction } from "../actions";
import { auditParameters, type AuditQuestion } from "../domain/audit-filter";

/** Proving that the log is as it was written, and taking what was asked for elsewhere. */
export function AuditTools({ question }: { question: AuditQuestion }) {
  const address = (format: string) => `/admin/audit/export?${auditParameters(question, { format })}`;
  return (
    <div className="mt-10 grid gap-8 border-t border-rule pt-6 sm:grid-cols-2">
      <Form id="verify" label="Verify the audit log" action={verifyAuditAction} className="space-y-4">
        <p className="text-muted">Every event is sealed to the one before it. Verifying reads them all.</p>
        <SubmitButton label="Verify the audit log" kind="plain" />
      </Form>
      <div className="space-y-4">
        <p className="text-muted">An export holds what the filter asks for, all pages of it. Making one is recorded.</p>
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          <li>
            <a href={address("csv")} className="text-accent underline">
              Export as CSV
            </a>
          </li>
          <li>
            <a href={address("jsonl")} className="text-accent underline">
              Export as JSON lines
            </a>
          </li>
        </ul>
      </div>
    </div>
  );
}
