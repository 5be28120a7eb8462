import type { Metadata } from "next";
import { OwnData } from "@/features/account/components/own-data";
import { requireViewer } from "@/lib/auth/current-viewer";
import { AccountPage } from "../account-page";

export const metadata: Metadata = { title: "Your data", robots: { index: false } };

/** What is kept about a person, and how they take it along or have it deleted. */
export default async function DataPage() {
  const viewer = await requireViewer();
  return (
    <AccountPage viewer={viewer} page="/account/data" title="Your data">
      <OwnData />
      <section aria-labelledby="take" className="space-y-4">
        <h2 id="take" className="font-display text-xl font-semibold">
          Take it along
        </h2>
        <p>
          <a href="/account/data/export" download className="text-accent underline">
            Download all of it
          </a>
          , as one file in JSON.
        </p>
      </section>
      <section aria-labelledby="delete" className="space-y-4">
        <h2 id="delete" className="font-display text-xl font-semibold">
          Have it deleted
        </h2>
        <p>
          <a href="/account/data/delete" className="text-accent underline">
            Delete my account
          </a>
          . The next page says what goes and what stays, before anything happens.
        </p>
      </section>
    </AccountPage>
  );
}
