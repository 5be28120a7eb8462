import type { Metadata } from "next";
import { RoomPage } from "@/app/room-page";
import { QuickExit } from "@/components/rooms/quick-exit";
import { InboxList } from "@/features/conduct/components/inbox-list";
import { countWaitingAtDesk, listInbox } from "@/features/conduct/data/inbox-queries";
import { requireViewer } from "@/lib/auth/current-viewer";

export const metadata: Metadata = { title: "Inbox", robots: { index: false }, referrer: "same-origin" };

const waitingWords = (count: number) => (count === 1 ? "One thing waits there." : `${count} things wait there.`);

/** What there is for the viewer; every neutral mail leads here. */
export default async function InboxPage() {
  const viewer = await requireViewer();
  const [entries, waiting] = [await listInbox(viewer), await countWaitingAtDesk(viewer)];
  return (
    <>
      <QuickExit />
      <RoomPage title="Inbox">
        {waiting === null ? null : (
          <p className="mt-8">
            <a href="/conduct/desk" className="font-bold underline">
              Open the desk
            </a>
            {waiting === 0 ? null : <>. {waitingWords(waiting)}</>}
          </p>
        )}
        <InboxList entries={entries} zone={viewer.person.zone ?? "UTC"} now={new Date()} />
      </RoomPage>
    </>
  );
}
