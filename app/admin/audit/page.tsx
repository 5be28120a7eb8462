import type { Metadata } from "next";
import { AdminRoom } from "@/app/admin/admin-room";
import { AuditEvents } from "@/features/administration/components/audit-events";
import { AuditSearch } from "@/features/administration/components/audit-search";
import { AuditTools } from "@/features/administration/components/audit-tools";
import { readAudit } from "@/features/administration/data/audit-queries";
import { readAuditQuestion, readBefore } from "@/features/administration/domain/audit-filter";
import { requireRole } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Audit log", robots: { index: false } };

/** What was done in the portal, and by whom. */
export default async function AuditPage({ searchParams }: PageProps<"/admin/audit">) {
  const viewer = await requireRole("admin");
  const given = await searchParams;
  const question = readAuditQuestion(given);
  const page = await readAudit(viewer, question, readBefore(given));
  return (
    <AdminRoom
      viewer={viewer}
      room="/admin/audit"
      title="Audit log"
      description="What was done, by whom and to what, the newest first. That you read it is recorded, too. What the Conduct Team does is left out here; the check below covers it."
    >
      <AuditSearch question={question} />
      <AuditEvents page={page} question={question} />
      <AuditTools question={question} />
    </AdminRoom>
  );
}
