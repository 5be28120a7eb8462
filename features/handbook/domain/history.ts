/** One commit that touched a page. */
export type Change = { commit: string; at: Date; author: string; subject: string };

/** Reads `git log --format=%x01%H%x00%aI%x00%aN%x00%s --name-only` into the changes of each file, newest first. */
export function readLog(log: string): Map<string, Change[]> {
  const changes = new Map<string, Change[]>();
  for (const record of log.split("\u0001")) {
    const [head = "", ...files] = record.split("\n");
    const [commit, at, author, subject] = head.split("\0");
    if (commit === undefined || at === undefined || author === undefined || subject === undefined) continue;
    const change: Change = { commit, at: new Date(at), author, subject };
    for (const file of files.filter((name) => name !== "")) {
      const known = changes.get(file);
      if (known === undefined) changes.set(file, [change]);
      else known.push(change);
    }
  }
  return changes;
}

/** Returns the people who changed a page, those with most changes first. */
export function contributorsOf(changes: readonly Change[]): string[] {
  const counts = new Map<string, number>();
  for (const { author } of changes) counts.set(author, (counts.get(author) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([author]) => author);
}
