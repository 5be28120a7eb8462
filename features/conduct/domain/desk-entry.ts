import { z } from "zod";

const id = z.uuid();
const text = z.string();

/** What a native reader is asked to read: one thing, and nothing else of its case. */
const readableItem = z.object({ kind: z.enum(["report", "evidence"]), id });
export type ReadableItem = z.output<typeof readableItem>;

/** The acts that one person proposes and another confirms, where no table of their own keeps the proposal. */
const proposedActs = ["mark_spam", "put_out_of_scope", "merge"] as const;
export type ProposedAct = (typeof proposedActs)[number];

/** What the desk writes for itself: notes, and what hangs on the work of two people. Sealed as one message each. */
const deskEntrySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("note"), text }),
  z.object({ kind: z.literal("reason"), about: z.string(), text }),
  z.object({
    kind: z.literal("proposal"),
    act: z.enum(proposedActs),
    reason: text,
    /** What the reporter is told when it is confirmed. */
    message: text,
    /** The case that this one joins. */
    target: id.nullable(),
  }),
  z.object({ kind: z.literal("settled"), proposal: id, isConfirmed: z.boolean() }),
  z.object({ kind: z.literal("native_reader"), personId: id, language: text, item: readableItem }),
  z.object({ kind: z.literal("translation"), item: readableItem, text }),
]);
export type DeskEntry = z.output<typeof deskEntrySchema>;
export type Proposal = Extract<DeskEntry, { kind: "proposal" }>;

/** Reads what the desk wrote for itself; a text that is no entry is a note. */
export function readDeskEntry(body: string): DeskEntry {
  if (!body.startsWith("{")) return { kind: "note", text: body };
  try {
    return deskEntrySchema.parse(JSON.parse(body));
  } catch {
    return { kind: "note", text: body };
  }
}

/** Finds the proposal that waits for a second person: the last one that nobody has confirmed or withdrawn. */
export function openProposal<Entry extends { id: string; entry: DeskEntry }>(
  entries: readonly Entry[],
  act: ProposedAct,
): (Entry & { entry: Proposal }) | null {
  const settled = new Set(entries.map(({ entry }) => (entry.kind === "settled" ? entry.proposal : "")));
  const open = entries.filter(
    (each): each is Entry & { entry: Proposal } =>
      each.entry.kind === "proposal" && each.entry.act === act && !settled.has(each.id),
  );
  return open.at(-1) ?? null;
}
