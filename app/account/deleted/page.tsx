import type { Metadata } from "next";
import { RoomPage } from "@/app/room-page";

export const metadata: Metadata = { title: "Your account is deleted", robots: { index: false } };

/** Where a person arrives who has deleted their account. */
export default function DeletedPage() {
  return (
    <RoomPage title="Your account is deleted">
      <p>
        Everything personal is gone. Thank you for having been here. The handbook stays open to you, and you can{" "}
        <a href="/sign-in" className="text-accent underline">
          start anew
        </a>{" "}
        at any time.
      </p>
    </RoomPage>
  );
}
