/** A number that is read when somebody asks for the metrics; reading that fails leaves it out. */
export type Gauge = { name: string; help: string; read: () => Promise<number> };

// lib/cli/server.mjs answers /metrics, and Next loads this module several times: they meet in one process-wide place.
const slot = globalThis as typeof globalThis & { portalGauges?: Map<string, Gauge> };

/** Adds a number to the metrics of the process; another one of the same name takes its place. */
export function registerGauge(gauge: Gauge): void {
  (slot.portalGauges ??= new Map()).set(gauge.name, gauge);
}
