import "server-only";
import { AppError } from "@/lib/errors";
import { isLastFour, receiptOf } from "../domain/receipt";
import { reportForm, type Report } from "../domain/report-form";
import {
  readAttached,
  readIntent,
  readStep,
  reviewStep,
  sentOf,
  writeAttached,
  type Intent,
  type Typed,
} from "../domain/report-steps";
import { listUploads, removeUpload, upload } from "./form-uploads";

/** What the form shows next. */
type Answer = { message: string; values: Typed };

/** What differs between somebody who is signed in and somebody who stays anonymous. */
type Sender = {
  /** False where the names of files may tell who it is. */
  isNameKept: boolean;
  isReadable: (report: Report) => Promise<boolean>;
  /** Keeps what was typed and says until when. */
  save: (typed: Typed) => Promise<string>;
  /** Returns what was kept. */
  resume: (typed: Typed) => Promise<Typed>;
  forget: () => Promise<void>;
  /** Sends the report and returns what is shown then. */
  send: (report: Report) => Promise<Typed>;
};

const filesStep = 2;

/** Keeps of the files the form names those that are there. */
async function attachedOf(typed: Typed): Promise<Typed> {
  const named = readAttached(typed.uploaded);
  if (named.length === 0) return { ...typed, uploaded: "" };
  const there = await listUploads(typed.token ?? "");
  return { ...typed, uploaded: writeAttached(named.filter(({ id }) => there.includes(id))) };
}

/** Takes the files that came with a step, whatever its button was, because no browser sends them twice. */
async function takeFiles(typed: Typed, files: File[], sender: Sender): Promise<{ typed: Typed; problem: string }> {
  if (files.length === 0) return { typed, problem: "" };
  const { added, refused } = await upload(typed.token ?? "", files, sender).catch((error: unknown) => {
    throw error instanceof AppError && error.kind === "invalid"
      ? new AppError("invalid", error.message, { field: "files" })
      : error;
  });
  const uploaded = writeAttached([...readAttached(typed.uploaded), ...added]);
  return { typed: { ...typed, uploaded }, problem: refused.join(" ") };
}

function reportOf(typed: Typed): Report {
  const read = reportForm.safeParse(sentOf(typed));
  if (read.success) return read.data;
  throw new AppError("invalid", read.error.issues[0]?.message ?? "Some answers need another look.");
}

async function show(step: number, typed: Typed, sender: Sender): Promise<Answer> {
  const at = Math.min(Math.max(step, 0), reviewStep);
  const read = at === reviewStep ? reportForm.safeParse(typed) : undefined;
  const isUnreadable = read?.success === true && !(await sender.isReadable(read.data));
  return { message: "", values: { ...typed, step: String(at), unreadable: isUnreadable ? "yes" : "" } };
}

function confirm({ token = "", last = "", acknowledge = "", update = "" }: Typed): Answer {
  if (!isLastFour(receiptOf(token).secret, last))
    throw new AppError("invalid", "These are not the last four characters of the code above.", { field: "last" });
  return { message: "", values: { step: "kept", acknowledge, update } };
}

async function act(intent: Intent, typed: Typed, sender: Sender): Promise<Answer> {
  const step = readStep(typed.step);
  switch (intent.kind) {
    case "next":
      return show(step + 1, typed, sender);
    case "back":
      return show(step - 1, typed, sender);
    case "go":
      return show(intent.step, typed, sender);
    case "upload":
      return show(step, typed, sender);
    case "remove": {
      await removeUpload(typed.token ?? "", intent.fileId);
      const left = readAttached(typed.uploaded).filter(({ id }) => id !== intent.fileId);
      return show(step, { ...typed, uploaded: writeAttached(left) }, sender);
    }
    case "save":
      return { ...(await show(step, typed, sender)), message: await sender.save({ ...typed, intent: "" }) };
    case "resume": {
      const kept = await attachedOf(await sender.resume(typed));
      return { ...(await show(readStep(kept.step), kept, sender)), message: "Here is what you saved." };
    }
    case "delete-draft":
      await sender.forget();
      return { ...(await show(step, typed, sender)), message: "What you saved is deleted." };
    case "send":
      return { message: "", values: await sender.send(reportOf(typed)) };
    case "confirm":
      return confirm(typed);
  }
}

/**
 * Does what a button of the form asks for and returns what it shows next, with everything that was typed. Whoever may
 * use the form may call it; it changes only what belongs to the form's token.
 */
export async function takeStep(given: Typed, files: File[], sender: Sender): Promise<Answer> {
  const asked = readIntent(given.intent);
  // Enter in the fields of the way back means that.
  const isComingBack = asked.kind === "next" && readStep(given.step) === 0 && (given.backSecret ?? "") !== "";
  const intent: Intent = isComingBack ? { kind: "resume" } : asked;
  const { typed, problem } = await takeFiles(await attachedOf(given), files, sender);
  const answer = await act(
    problem !== "" && intent.kind === "next" ? { kind: "go", step: filesStep } : intent,
    typed,
    sender,
  );
  return problem === "" ? answer : { ...answer, values: { ...answer.values, "files-problem": problem } };
}
