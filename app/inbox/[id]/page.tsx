import type { Metadata } from "next";
import { orNotFound } from "@/app/admin/or-not-found";
import { isSentForm } from "@/app/conduct/is-sent-form";
import { RoomPage } from "@/app/room-page";
import { QuickExit } from "@/components/rooms/quick-exit";
import { InboxClosed } from "@/features/conduct/components/inbox-closed";
import { InboxReport } from "@/features/conduct/components/inbox-report";
import { asReporter } from "@/features/conduct/data/inbox-door";
import { findInboxReport } from "@/features/conduct/data/inbox-queries";
import { addFilesAction, askToWithdrawAction, sendMessageAction } from "@/features/conduct/inbox-actions";
import { requireViewer, viewerOfRoom } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Inbox", robots: { index: false }, referrer: "same-origin" };

/** One report, for the signed-in person who sent it. */
export default async function InboxReportPage({ params }: PageProps<"/inbox/[id]">) {
  const isSent = await isSentForm();
  const viewer = isSent ? await viewerOfRoom() : await requireViewer();
  const { id } = await params;
  const report = viewer.isSignedIn ? await orNotFound(findInboxReport(asReporter(viewer, id))) : null;
  return (
    <>
      <QuickExit />
      <RoomPage title="Inbox">
        <p className="mt-4">
          <a href="/inbox" className="underline">
            All of the inbox
          </a>
        </p>
        <InboxReport
          {...{ report, id }}
          zone={(viewer.isSignedIn ? viewer.person.zone : null) ?? "UTC"}
          now={new Date()}
          isAnonymous={false}
          folder="/conduct/files"
          closed={<InboxClosed why="You are not signed in any more." label="Sign in" href="/sign-in" />}
          actions={{ send: sendMessageAction, addFiles: addFilesAction, withdraw: askToWithdrawAction }}
        />
      </RoomPage>
    </>
  );
}
