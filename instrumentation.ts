/** Opens the database and reads the content before the first request; ends the process with one sentence on failure. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startPortal } = await import("@/lib/start-portal");
  const { startTracing } = await import("@/lib/tracing");
  const { getContentStore } = await import("@/features/handbook/data/content-store");
  const { getPublishedFacts, requirePublishedFacts } = await import("@/features/facts/data/facts-store");
  const { getPublishedOrigin } = await import("@/features/facts/data/site-frame");
  const { getDatabase } = await import("@/lib/db/database");
  const { requireKnownSecret } = await import("@/lib/audit/require-secret");
  const { startBackgroundWork } = await import("@/lib/background-work");
  const { conductWork } = await import("@/features/conduct/data/conduct-jobs");
  const { portalCommands } = await import("@/app/portal-commands");
  const { startControl } = await import("@/lib/operator/control");
  const { registerPortalGauges } = await import("@/lib/portal-gauges");
  const { keysWereMade, requireKeys } = await import("@/lib/vault/key-file");
  const { log } = await import("@/lib/log");
  await startPortal(async () => {
    const stopTracing = await startTracing();
    requirePublishedFacts();
    const store = await getContentStore();
    await requireKnownSecret(await getDatabase());
    if ((await requireKeys()) === "made") log.warn(keysWereMade);
    const site = () => ({ siteName: getPublishedFacts().facts.site.name, origin: getPublishedOrigin() });
    const worker = await startBackgroundWork(site, conductWork);
    const control = await startControl(portalCommands);
    registerPortalGauges();
    return {
      stop: async () => {
        await control.stop();
        await worker.stop();
        await store.indexer.stop();
        await stopTracing();
      },
    };
  });
}
