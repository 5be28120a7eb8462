import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { RoomPage } from "@/app/room-page";
import { OwnLetterView } from "@/features/conduct/components/appeal-letter";
import { appealCookie, readAppealCookie, readOwnLetter, type OwnLetter } from "@/features/conduct/data/appeal-door";
import { AppError } from "@/lib/errors";

export const metadata: Metadata = { title: "Letter", robots: { index: false }, referrer: "same-origin" };

/** Finds the letter that is open here; null when none is, or it was erased since. */
async function findOpenLetter(): Promise<OwnLetter | null> {
  const concerned = readAppealCookie((await cookies()).get(appealCookie.name)?.value);
  if (concerned === null) return null;
  return readOwnLetter(concerned).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === "not_found") return null;
    throw error;
  });
}

/** The own letter of the person concerned by a measure, for whoever showed its receipt. */
export default async function LetterPage() {
  const shown = (await findOpenLetter()) ?? redirect("/conduct/appeal");
  return (
    <RoomPage title="Your letter" description="Open on this device for half an hour.">
      <OwnLetterView shown={shown} />
    </RoomPage>
  );
}
