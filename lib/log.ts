type Level = "info" | "warn" | "error";

// A failed query carries its parameters in its message: texts, and later names. Its cause says what went wrong.
function withoutData(error: Error): Error {
  return "query" in error && error.cause instanceof Error ? error.cause : error;
}

function write(level: Level, message: string, error?: unknown): void {
  const shown = error instanceof Error ? withoutData(error) : null;
  const entry = {
    time: new Date().toISOString(),
    level,
    message,
    ...(shown === null ? {} : { error: shown.message, stack: shown.stack }),
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
