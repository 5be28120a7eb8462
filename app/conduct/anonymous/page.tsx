import type { Metadata } from "next";
import { headers } from "next/headers";
import { ReportForm } from "@/features/conduct/components/report-form";
import { ReportHidden } from "@/features/conduct/components/report-hidden";
import { ReportLead } from "@/features/conduct/components/report-lead";
import { ReportPage } from "@/features/conduct/components/report-page";
import { listReaders } from "@/features/conduct/data/reporting-queries";
import { promisedToday } from "@/features/conduct/domain/in-words";
import { prefillFrom } from "@/features/conduct/domain/report-form";
import { Viewer } from "@/lib/auth/viewer";

export const metadata: Metadata = {
  title: "Form",
  robots: { index: false, follow: false },
  // Links to elsewhere name nothing of this portal; with less, browsers would send the form without its origin.
  referrer: "same-origin",
};

/** Takes a report of somebody who stays anonymous: no session is looked at, and none reaches this page. */
export default async function AnonymousRoom({ searchParams }: PageProps<"/conduct/anonymous">) {
  const link = prefillFrom(await searchParams).links ?? "";
  const readers = await listReaders(Viewer.guest());
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const lead = (
    <>
      <ReportHidden />
      <ReportLead {...readers} />
    </>
  );
  return (
    <ReportPage title="Tell us what happened" lead={lead} nonce={nonce}>
      <ReportForm
        {...{ readers, link }}
        promised={promisedToday(new Date())}
        isAnonymous
        isTeam={false}
        draftUntil={null}
      />
    </ReportPage>
  );
}
