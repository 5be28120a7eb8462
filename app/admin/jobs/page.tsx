import type { Metadata } from "next";
import { AdminRoom } from "@/app/admin/admin-room";
import { DeadJobs, WaitingJobs } from "@/features/administration/components/job-list";
import { listDeadJobs, listWaitingJobs } from "@/features/administration/data/job-queries";
import { readDropping } from "@/features/administration/domain/forms";
import { requireRole } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Jobs", robots: { index: false } };

/** What the portal has still to do, and what it gave up. */
export default async function JobsPage({ searchParams }: PageProps<"/admin/jobs">) {
  const viewer = await requireRole("admin");
  const { drop } = await searchParams;
  const [waiting, dead] = await Promise.all([listWaitingJobs(viewer), listDeadJobs(viewer)]);
  return (
    <AdminRoom
      viewer={viewer}
      room="/admin/jobs"
      title="Jobs"
      description="What the portal does by itself: mails, and what recurs. A job that fails is tried again, and given up in the end."
    >
      <DeadJobs {...dead} dropping={readDropping(drop)} room="/admin/jobs" />
      <WaitingJobs waiting={waiting} />
    </AdminRoom>
  );
}
