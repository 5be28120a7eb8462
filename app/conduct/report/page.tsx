import type { Metadata } from "next";
import { headers } from "next/headers";
import { ReportForm } from "@/features/conduct/components/report-form";
import { ReportLead } from "@/features/conduct/components/report-lead";
import { ReportPage } from "@/features/conduct/components/report-page";
import { ReportWays } from "@/features/conduct/components/report-ways";
import { findDraft } from "@/features/conduct/data/draft-queries";
import { listReaders } from "@/features/conduct/data/reporting-queries";
import { dayInWords, promisedNow } from "@/features/conduct/domain/in-words";
import { prefillFrom } from "@/features/conduct/domain/report-form";
import { viewerOfRoom } from "@/lib/auth/current-viewer";

export const metadata: Metadata = {
  title: "Form",
  robots: { index: false, follow: false },
  // Links to elsewhere name nothing of this portal; with less, browsers would send the form without its origin.
  referrer: "same-origin",
};

/** Takes a report of a signed-in person; shows a guest how to sign in, and how to report without. */
export default async function ReportRoom({ searchParams }: PageProps<"/conduct/report">) {
  const viewer = await viewerOfRoom();
  const link = prefillFrom(await searchParams).links ?? "";
  const readers = await listReaders(viewer);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const draftUntil = viewer.isSignedIn ? await findDraft(viewer) : null;
  return (
    <ReportPage title="Tell us what happened" lead={<ReportLead {...readers} />} nonce={nonce}>
      {viewer.isSignedIn ? (
        <ReportForm
          {...{ readers, link }}
          promised={promisedNow(new Date(), viewer.person.zone)}
          isAnonymous={false}
          isTeam={viewer.tier === "team"}
          draftUntil={draftUntil === null ? null : dayInWords(new Date(`${draftUntil}T12:00:00Z`), null)}
        />
      ) : (
        <ReportWays link={link} />
      )}
    </ReportPage>
  );
}
