import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { DeskRoom } from "@/app/conduct/desk/desk-room";
import { RetentionPlan } from "@/features/conduct/components/retention-plan";
import { findRetention } from "@/features/conduct/data/retention-queries";
import { requireRole } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Desk", robots: { index: false }, referrer: "same-origin" };

/** What would be erased and when, and what is kept and why. */
export default async function RetentionPage() {
  const viewer = await requireRole("conduct_lead", "conduct_moderator");
  const plan = await orNotFound(findRetention(viewer));
  return (
    <DeskRoom title="Retention" page="/conduct/desk/retention" isLead={viewer.has("conduct_lead")}>
      <p className="page-description">
        A dry run: what the next round would erase, and why the rest is kept. A round runs once a day.
      </p>
      <RetentionPlan plan={plan} isLead={viewer.has("conduct_lead")} />
    </DeskRoom>
  );
}
