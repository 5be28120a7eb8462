import "server-only";
import type { DataKey } from "@/lib/vault/data-key";
import { placeOf } from "./sealed";

/** Whether a message tells how a report ended, which its reporter is shown as such. */
export type MessageKind = "message" | "outcome";
export type MessageBody = { text: string; kind: MessageKind };

// Inside the seal, so that nobody but its readers can tell it from another message; no keyboard types it.
const outcomeMark = "\u001e";

/** Seals a message under the key of its report or case; for whoever writes it. */
export function sealMessage(
  key: DataKey,
  id: string,
  { text, kind = "message" }: { text: string; kind?: MessageKind },
) {
  return key.seal(placeOf.message(id), kind === "outcome" ? `${outcomeMark}${text}` : text);
}

/** Opens a message of the desk; for whoever may read its thread. Throws when it was changed or moved. */
export function openMessage(key: DataKey, id: string, sealed: string): MessageBody {
  const opened = key.open(placeOf.message(id), sealed);
  if (!opened.startsWith(outcomeMark)) return { text: opened, kind: "message" };
  return { text: opened.slice(outcomeMark.length), kind: "outcome" };
}
