type Level = "info" | "warn" | "error";

function write(level: Level, message: string, error?: unknown): void {
  const entry = {
    time: new Date().toISOString(),
    level,
    message,
    ...(error instanceof Error ? { error: error.message, stack: error.stack } : {}),
  };
  const stream = level === "info" ? process.stdout : process.stderr;
  stream.write(`${JSON.stringify(entry)}\n`);
}

/** Writes one line of JSON per event; messages never hold anything personal. */
export const log = {
  info: (message: string) => write("info", message),
  warn: (message: string, error?: unknown) => write("warn", message, error),
  error: (message: string, error?: unknown) => write("error", message, error),
};
