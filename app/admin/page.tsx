import type { Metadata } from "next";
import { AdminRoom } from "@/app/admin/admin-room";
import { OverviewFacts } from "@/features/administration/components/overview-facts";
import { readOverview } from "@/features/administration/data/overview-queries";
import { requireRole } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Administration", robots: { index: false } };

/** How the portal is. */
export default async function AdministrationPage() {
  const viewer = await requireRole("admin");
  const overview = await readOverview(viewer);
  return (
    <AdminRoom
      viewer={viewer}
      room="/admin"
      title="Administration"
      description={
        <>
          How the portal is just now. <code>npm run portal -- doctor</code> looks deeper.
        </>
      }
    >
      <OverviewFacts overview={overview} now={new Date()} />
    </AdminRoom>
  );
}
