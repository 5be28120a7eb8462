/** Opens the database and reads the content before the first request; ends the process with one sentence on failure. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startPortal } = await import("@/lib/start-portal");
  const { getContentStore } = await import("@/features/handbook/data/content-store");
  const { requirePublishedFacts } = await import("@/features/facts/data/facts-store");
  await startPortal(async () => {
    requirePublishedFacts();
    const store = await getContentStore();
    return { stop: () => store.indexer.stop() };
  });
}
