import type { Metadata } from "next";
import { RoomPage } from "@/app/room-page";

export const metadata: Metadata = { title: "Sign in", robots: { index: false }, referrer: "no-referrer" };

const textOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";

/** Where a link from a mail leads: opening it changes nothing, because mail scanners open links; the button signs in. */
export default async function SignInLinkPage({ searchParams }: PageProps<"/sign-in/link">) {
  const given = await searchParams;
  const fields = { token: textOf(given.token), email: textOf(given.email), callbackUrl: textOf(given.callbackUrl) };
  return (
    <RoomPage title="Sign in">
      {fields.token === "" || fields.email === "" ? (
        <p>
          This link is not whole. Copy all of it from the mail, or{" "}
          <a href="/sign-in" className="text-accent underline">
            ask for another one
          </a>
          .
        </p>
      ) : (
        <form action="/api/auth/callback/email" method="get" className="space-y-6">
          <p>
            You are about to sign in as <strong dir="auto">{fields.email}</strong>. If you did not ask for this, close
            the page.
          </p>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" className="h-12 cursor-pointer rounded-lg bg-accent px-6 font-bold text-on-accent">
            Sign in
          </button>
        </form>
      )}
    </RoomPage>
  );
}
