"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-queue-row]")];

/** Goes so many rows on from the one that has the focus, or to the first one. */
function go(by: number): void {
  const all = rows();
  const at = all.findIndex((row) => row === document.activeElement);
  const next = at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by));
  all[next]?.focus();
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const { target } = event;
  // Whoever types writes letters.
  if (target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else return;
  event.preventDefault();
}

const nothingChanges = () => () => undefined;
/** Tells whether the script runs: before that, no key does anything. */
const useScript = () =>
  useSyncExternalStore(
    nothingChanges,
    () => true,
    () => false,
  );

const key = "rounded-xs border border-control px-1 font-mono";

/**
 * Moves through the rows that are marked with `data-queue-row` by single keys, which can be turned off (WCAG 2.1.4);
 * a focused row is a link, which Enter opens by itself.
 */
export function QueueKeys() {
  const [isOn, setOn] = useState(true);
  const hasScript = useScript();
  useEffect(() => {
    if (!isOn) return;
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn]);
  if (!hasScript) return null;
  return (
    <p className="mb-2 text-[0.9375rem] text-muted">
      <kbd className={key}>j</kbd> next, <kbd className={key}>k</kbd> back, <kbd className={key}>Enter</kbd> opens.{" "}
      <button type="button" onClick={() => setOn(!isOn)} className="cursor-pointer underline">
        {isOn ? "Turn the keys off" : "Turn the keys on"}
      </button>
    </p>
  );
}
