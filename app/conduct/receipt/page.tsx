import type { Metadata } from "next";
import { RoomPage } from "@/app/room-page";
import { QuickExit } from "@/components/rooms/quick-exit";
import { ReceiptForm } from "@/features/conduct/components/inbox-receipt";

export const metadata: Metadata = { title: "Inbox", robots: { index: false }, referrer: "same-origin" };

/** Where whoever has a receipt opens its inbox; the page does not know who that is. */
export default async function ReceiptPage({ searchParams }: PageProps<"/conduct/receipt">) {
  const isClosed = (await searchParams).closed !== undefined;
  return (
    <>
      <QuickExit />
      <RoomPage title="Open your inbox" description="With the receipt that you were shown once.">
        <div className="mt-8 space-y-8">
          {isClosed ? (
            <p role="status" className="rounded-lg border border-rule p-4">
              The inbox is closed on this device.
            </p>
          ) : null}
          <ReceiptForm />
          <div className="space-y-4 text-[0.9375rem] text-muted">
            <p>
              This page does not know you, even if you are signed in: your session is thrown away before anything reads
              it. The inbox closes by itself half an hour after the last thing you sent.
            </p>
            <p>
              A lost receipt cannot be made again. You can{" "}
              <a href="/conduct/anonymous" className="underline">
                write to us anew
              </a>{" "}
              and say that you wrote before.
            </p>
          </div>
        </div>
      </RoomPage>
    </>
  );
}
