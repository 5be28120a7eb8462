import type { Metadata } from "next";
import { RoomPage } from "@/app/room-page";

export const metadata: Metadata = { title: "Look into your mail", robots: { index: false } };

/** Says what to do after a link was sent, whether or not the address belongs to anybody. */
export default function LinkSentPage() {
  return (
    <RoomPage title="Look into your mail">
      <p>
        If the address can receive mail, a link is on its way. Open it within 10 minutes, in the browser in which you
        want to be signed in.
      </p>
      <p className="mt-4">
        Nothing there? Look into the folder for unwanted mail, or{" "}
        <a href="/sign-in" className="text-accent underline">
          ask for another link
        </a>
        .
      </p>
    </RoomPage>
  );
}
