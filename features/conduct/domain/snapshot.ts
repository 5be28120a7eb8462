import { createHash } from "node:crypto";
import { z } from "zod";
import { platforms } from "./party";

/** What evidence shows, so that nobody has to open it to find out. */
export const contentLabels = ["none", "insults", "slurs", "threats", "sexual", "violence", "private_data"] as const;
export type ContentLabel = (typeof contentLabels)[number];
export const contentLabelTexts: Record<ContentLabel, string> = {
  none: "Nothing that wounds",
  insults: "Insults",
  slurs: "Slurs",
  threats: "Threats",
  sexual: "Sexual content",
  violence: "Violence",
  private_data: "Private data of somebody",
};

/** What was there when somebody looked, or what somebody said. */
export const snapshotSchema = z.object({
  platform: z.enum(platforms),
  link: z.string(),
  /** As the author was called then: handles change. */
  handle: z.string(),
  text: z.string(),
  label: z.enum(contentLabels),
  capturedAt: z.iso.datetime(),
  /** Known to nobody but the desk, so that the hash tells nobody else whether it is of a text they have. */
  salt: z.string().default(""),
});
export type Snapshot = z.output<typeof snapshotSchema>;

/** Returns a snapshot as the one text that is hashed and sealed: its fields in the order of their names. */
export function canonicalSnapshot(snapshot: z.input<typeof snapshotSchema>): string {
  const fields = Object.entries(snapshot).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(fields));
}

/** Returns the SHA-256 of a canonical snapshot in hexadecimal, by which anybody can prove that it is unchanged. */
export const hashOfSnapshot = (canonical: string): string => createHash("sha256").update(canonical).digest("hex");
