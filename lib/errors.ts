/** What a person can do something about: each kind is answered with its own status and sentence. */
export type AppErrorKind = "not_found" | "forbidden" | "conflict" | "invalid" | "limited" | "unavailable";

/** A failure whose message is written for the person who meets it; everything else is a defect. */
export class AppError extends Error {
  constructor(
    readonly kind: AppErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "AppError";
  }
}

/** Returns the message of anything that was thrown, for a log or a report. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
