import type { MeasureType } from "./measure";

/** Something to do by hand where the portal has no hands, and how it is taken back; null where nothing is to be. */
export type MeasureStep = { key: string; label: string; undo: string | null };

const tell: MeasureStep = { key: "log", label: "Moderators of the place told how long it holds", undo: null };

const restrict = (what: string, undo: string): MeasureStep[] => [
  { key: "discord", label: `Discord: ${what}`, undo: `Discord: ${undo}` },
  { key: "code_host", label: `Code hosting: ${what}`, undo: `Code hosting: ${undo}` },
  { key: "forum", label: `Forum: ${what}`, undo: `Forum: ${undo}` },
  { key: "events", label: `Meetups and events: ${what}`, undo: `Meetups and events: ${undo}` },
];

const steps: Record<MeasureType, readonly MeasureStep[]> = {
  platform_referral: [{ key: "referred", label: "Reported to the platform, with the link", undo: null }],
  notice: [],
  restorative_agreement: [
    { key: "agreed", label: "Agreement written down and accepted by everybody in it", undo: null },
  ],
  content_redaction: [
    { key: "redacted", label: "Text replaced by the redaction text", undo: "Text restored where that is lawful" },
    {
      key: "copies",
      label: "Quotes and copies redacted, too",
      undo: "Quotes and copies restored where that is lawful",
    },
  ],
  warning: [],
  thread_lock: [{ key: "locked", label: "Discussion locked", undo: "Discussion opened again" }, tell],
  no_contact: [
    {
      key: "told",
      label: "Everybody whom it protects knows of it",
      undo: "Everybody whom it protected knows that it ended",
    },
  ],
  limited_activities: [...restrict("limited", "limits removed"), tell],
  interim_protective: [...restrict("stopped for now", "let in again"), tell],
  timeout: [...restrict("timed out", "timeout removed"), tell],
  ban: [...restrict("banned", "ban removed"), tell],
};

/** Returns what is to be done on outside platforms for a kind of measure, where it applies. */
export function stepsOf(type: MeasureType): readonly MeasureStep[] {
  return steps[type];
}

/** Under which key it is recorded that a step was taken back. */
export const undoKey = (key: string): string => `undo:${key}`;

/** Returns what is still to be taken back: every step that was done, has a way back, and was not taken back yet. */
export function stepsToUndo(type: MeasureType, done: readonly string[]): MeasureStep[] {
  return steps[type].filter(({ key, undo }) => undo !== null && done.includes(key) && !done.includes(undoKey(key)));
}
