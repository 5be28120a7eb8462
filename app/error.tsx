"use client";

import { MessagePage } from "@/components/layout/message-page";

export default function RoomError({ reset }: { error: Error; reset: () => void }) {
  return (
    <MessagePage title="Something went wrong on our side">
      <p>Nothing you had saved is lost. Try once more; if it happens again, tell us what you were doing.</p>
      <p>
        <button
          type="button"
          onClick={reset}
          className="cursor-pointer rounded-lg bg-accent px-5 py-2 font-bold text-on-accent"
        >
          Try again
        </button>
      </p>
    </MessagePage>
  );
}
