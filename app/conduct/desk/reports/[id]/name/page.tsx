import type { Metadata } from "next";
import { requireProof } from "@/app/account/require-proof";
import { orNotFound } from "@/app/admin/or-not-found";
import { Facts } from "@/features/conduct/components/desk-parts";
import { openIdentity } from "@/features/conduct/data/identity-queries";
import { DeskRoom } from "../../../desk-room";
import { enterDesk } from "../../../require-desk";

export const metadata: Metadata = { title: "Desk", robots: { index: false } };

/** The name of a confidential reporter, once two people agreed; every opening is written down. */
export default async function ReporterNamePage({ params }: PageProps<"/conduct/desk/reports/[id]/name">) {
  const viewer = await enterDesk();
  await requireProof(viewer);
  const { id } = await params;
  const { name, contact, onBehalfOf } = await orNotFound(openIdentity(viewer, id));
  const known = [
    ["Name", name],
    ["Contact", contact],
    ["Reported for", onBehalfOf],
  ] as const;
  return (
    <DeskRoom title="The sealed name">
      <Facts
        facts={known
          .filter(([, value]) => value !== "")
          .map(([label, value]) => [label, <bdi key={label}>{value}</bdi>] as const)}
      />
      <p className="mt-6">
        It is written down that you opened it.{" "}
        <a href={`/conduct/desk/reports/${id}`} className="underline">
          Back to the report
        </a>
      </p>
    </DeskRoom>
  );
}
