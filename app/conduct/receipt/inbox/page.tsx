import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { isSentForm } from "@/app/conduct/is-sent-form";
import { RoomPage } from "@/app/room-page";
import { QuickExit } from "@/components/rooms/quick-exit";
import { InboxClosed } from "@/features/conduct/components/inbox-closed";
import { ReceiptSession, RevealForm } from "@/features/conduct/components/inbox-receipt";
import { InboxReport } from "@/features/conduct/components/inbox-report";
import { findInboxReport, type InboxReport as Report } from "@/features/conduct/data/inbox-queries";
import { readReceiptCookie, receiptCookie } from "@/features/conduct/data/receipt-session";
import {
  addAnonymousFilesAction,
  askToWithdrawAnonymouslyAction,
  sendAnonymousMessageAction,
} from "@/features/conduct/inbox-actions";
import { AppError } from "@/lib/errors";

export const metadata: Metadata = { title: "Inbox", robots: { index: false }, referrer: "same-origin" };

/** Finds the report of the inbox that is open here; null when none is, or its report was deleted since. */
async function findOpenReport(): Promise<Report | null> {
  const viewer = readReceiptCookie((await cookies()).get(receiptCookie.name)?.value);
  if (viewer === null) return null;
  return findInboxReport(viewer).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  });
}

/** One anonymous report, for whoever showed its receipt. */
export default async function ReceiptInboxPage() {
  const report = await findOpenReport();
  if (report === null && !(await isSentForm())) redirect("/conduct/receipt");
  return (
    <>
      <QuickExit />
      <RoomPage title="Inbox" description="Open on this device until half an hour after the last thing you send here.">
        <ReceiptSession />
        <InboxReport
          report={report}
          zone="UTC"
          now={new Date()}
          isAnonymous
          closed={<InboxClosed why="This inbox closed." label="Open it with your receipt" href="/conduct/receipt" />}
          folder="/conduct/receipt/files"
          actions={{
            send: sendAnonymousMessageAction,
            addFiles: addAnonymousFilesAction,
            withdraw: askToWithdrawAnonymouslyAction,
          }}
        >
          {report === null || report.mode === "anonymous" ? <RevealForm isOpen={report === null} /> : null}
        </InboxReport>
      </RoomPage>
    </>
  );
}
