import type { Metadata } from "next";
import { RoomPage } from "@/app/room-page";
import { LetterForm } from "@/features/conduct/components/appeal-letter";
import { findLinkedLocator } from "@/features/conduct/data/appeal-door";

export const metadata: Metadata = { title: "Letter", robots: { index: false }, referrer: "same-origin" };

/** Where the person concerned by a measure opens their letter; the page does not know who that is. */
export default async function AppealPage({ searchParams }: PageProps<"/conduct/appeal">) {
  const { to, closed } = await searchParams;
  const locator = typeof to === "string" ? await findLinkedLocator(to) : "";
  return (
    <RoomPage title="Open your letter" description="To read it again, to appeal, or to see the answer.">
      <div className="mt-8 space-y-8">
        {closed === undefined ? null : (
          <p role="status" className="rounded-lg border border-rule p-4">
            The letter is closed on this device.
          </p>
        )}
        <LetterForm locator={locator} />
        <p className="text-[0.9375rem] text-muted">
          You need no account, and this page does not know you, even if you are signed in. The letter closes by itself
          half an hour after you opened it.
        </p>
      </div>
    </RoomPage>
  );
}
