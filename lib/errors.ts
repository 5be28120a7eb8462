/** What a person can do something about: each kind is answered with its own status and sentence. */
export type AppErrorKind = "not_found" | "forbidden" | "conflict" | "invalid" | "limited" | "unavailable";

/** A failure whose message is written for the person who meets it; everything else is a defect. */
export class AppError extends Error {
  readonly field: string | undefined;

  constructor(
    readonly kind: AppErrorKind,
    message: string,
    /** With the field of a form that it is about, when it is about one. */
    options?: ErrorOptions & { field?: string },
  ) {
    super(message, options);
    this.name = "AppError";
    this.field = options?.field;
  }
}

/** Returns the message of anything that was thrown, for a log or a report. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
