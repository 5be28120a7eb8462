const units = ["B", "kB", "MB", "GB", "TB"];

/** Returns a number of bytes for people, such as 4.5 MB. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** Returns a number of rows for people, such as "1 row". */
export const formatRows = (rows: number) => (rows === 1 ? "1 row" : `${rows} rows`);
