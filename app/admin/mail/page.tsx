import type { Metadata } from "next";
import { AdminRoom } from "@/app/admin/admin-room";
import { DeadJobs } from "@/features/administration/components/job-list";
import { MailPanel } from "@/features/administration/components/mail-panel";
import { listDeadJobs, listWaitingJobs } from "@/features/administration/data/job-queries";
import { readMailState } from "@/features/administration/data/mail-queries";
import { readDropping } from "@/features/administration/domain/forms";
import { requireRole } from "@/lib/auth/current-viewer";
import { mailKind } from "@/lib/mail/queue";

export const metadata: Metadata = { title: "Mail", robots: { index: false } };

/** Whether the portal's mails arrive. */
export default async function MailPage({ searchParams }: PageProps<"/admin/mail">) {
  const viewer = await requireRole("admin");
  const { drop } = await searchParams;
  const [state, waiting, dead] = await Promise.all([
    readMailState(viewer),
    listWaitingJobs(viewer),
    listDeadJobs(viewer, mailKind),
  ]);
  return (
    <AdminRoom viewer={viewer} room="/admin/mail" title="Mail" description="Where the portal's mails go.">
      <MailPanel
        state={state}
        waiting={waiting.find(({ kind }) => kind === mailKind)?.jobs ?? 0}
        address={viewer.person.email}
      />
      <DeadJobs {...dead} dropping={readDropping(drop)} room="/admin/mail" />
    </AdminRoom>
  );
}
