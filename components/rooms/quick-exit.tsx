"use client";

import { useEffect, useState } from "react";
import { useScript } from "./use-script";

// A page that nobody asks about, and that looks the same whoever opens it.
const elsewhere = "https://www.wikipedia.org/";
const presses = 3;
const withinMs = 5000;
const sentences = [
  "",
  "Shift: press it twice more to leave this page.",
  "Shift: press it once more to leave this page.",
];

/** Empties the page at once, then replaces it, so that Back does not lead here again. */
function leave(): void {
  document.title = "…";
  document.body.hidden = true;
  for (const form of document.querySelectorAll("form")) empty(form);
  location.replace(elsewhere);
}

function empty(form: HTMLFormElement): void {
  for (const field of form.elements)
    if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== "hidden"))
      field.value = "";
}

/** Counts presses of Shift alone; any other key begins anew. */
function listen(tell: (count: number) => void): () => void {
  let count = 0;
  let isAlone = false;
  let since = 0;
  const settle = (value: number) => {
    if (value !== count) tell((count = value));
  };
  const down = (event: KeyboardEvent) => {
    isAlone = event.key === "Shift";
    if (!isAlone) settle(0);
  };
  const up = (event: KeyboardEvent) => {
    // With another key, Shift is for a capital or for going back a field.
    if (event.key !== "Shift" || !isAlone) return;
    const now = performance.now();
    const isLate = count > 0 && now - since > withinMs;
    if (count === 0 || isLate) since = now;
    settle(isLate ? 1 : count + 1);
    if (count >= presses) leave();
  };
  document.addEventListener("keydown", down);
  document.addEventListener("keyup", up);
  return () => {
    document.removeEventListener("keydown", down);
    document.removeEventListener("keyup", up);
  };
}

/** Forgets what was typed when the page is left, and loads it anew where the browser kept it as it was. */
function forget(): () => void {
  const hide = () => {
    for (const form of document.querySelectorAll("form")) empty(form);
  };
  const show = (event: PageTransitionEvent) => {
    if (event.persisted) location.reload();
  };
  window.addEventListener("pagehide", hide);
  window.addEventListener("pageshow", show);
  return () => {
    window.removeEventListener("pagehide", hide);
    window.removeEventListener("pageshow", show);
  };
}

/**
 * Leaves the page at once, by its button or by pressing Shift three times within five seconds; always in sight. Without
 * a script it is a link.
 */
export function QuickExit() {
  const [count, setCount] = useState(0);
  const isListening = useScript();
  useEffect(() => {
    const stops = [listen(setCount), forget()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <div className="sticky top-0 z-20 border-b border-rule bg-paper print:hidden">
      <div className="mx-auto flex max-w-[42rem] items-center justify-between gap-4 px-4 py-2 sm:px-6">
        <p className="text-[0.9375rem] leading-snug text-muted">
          {isListening ? "Leave at once: here, or press Shift three times." : "Leave at once, here:"}
        </p>
        <a
          href={elsewhere}
          rel="noreferrer nofollow"
          onClick={(event) => {
            event.preventDefault();
            leave();
          }}
          className="shrink-0 rounded-lg border-2 border-ink px-4 py-1.5 font-bold text-ink no-underline hover:bg-surface"
        >
          Leave this page
        </a>
        <p role="status" className="sr-only">
          {sentences[count] ?? "Leaving this page."}
        </p>
      </div>
    </div>
  );
}
