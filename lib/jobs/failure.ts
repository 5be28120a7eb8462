import { messageOf } from "@/lib/errors";

/** A failure that another attempt would meet again: its job is given up at once. */
export class PermanentFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PermanentFailure";
  }
}

const longestReason = 500;
const mailAddress = /[^\s<>"'(),:;[\]]+[@＠][^\s<>"'(),:;[\]]+/gu;

/** Returns why a job failed, short and without e-mail addresses, to be kept beside it. */
export function reasonOf(error: unknown): string {
  // A failed query carries its parameters in its message; its cause says what went wrong.
  const isQuery = error instanceof Error && "query" in error && error.cause instanceof Error;
  const text = messageOf(isQuery ? error.cause : error).replace(mailAddress, "[address]");
  return Array.from(text).slice(0, longestReason).join("");
}
