import "server-only";

// Next loads this module several times; the process-wide slot lets all of them ring the same bell.
const slot = globalThis as typeof globalThis & { portalJobBell?: Set<() => void> };
const listeners = (slot.portalJobBell ??= new Set());

/** Tells the workers of this process that there may be a new job. */
export function ringBell(): void {
  for (const listener of listeners) listener();
}

/** Calls a listener at each ring; returns how to stop that. */
export function onBell(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
