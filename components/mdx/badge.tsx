import type { ReactNode } from "react";

const tones = {
  plain: "border-rule text-muted",
  ok: "border-ok text-ok",
  danger: "border-danger text-danger",
} as const;

/** One or two words of state; the words carry the meaning, the tone only underlines it. */
export function Badge({ tone = "plain", children }: { tone?: keyof typeof tones; children?: ReactNode }) {
  return (
    <span className={`inline-block rounded-xs border px-1.5 text-xs leading-5 whitespace-nowrap ${tones[tone]}`}>
      {children}
    </span>
  );
}
