import { z } from "zod";
import { counterparts } from "./handover";
import { severities } from "./labels";
import { platforms } from "./party";
import { contentLabels } from "./snapshot";

const longestText = 50_000;
const longestLine = 2_000;

// Browsers send a line break as CRLF; PostgreSQL takes no NUL, and half a surrogate is no text.
const tidy = (text: string) => text.replaceAll("\0", "").replace(/\r\n?/g, "\n").toWellFormed().trim();
const textUpTo = (most: number) =>
  z
    .string()
    .default("")
    .transform(tidy)
    .refine((text) => text.length <= most, `There is room for ${most.toLocaleString("en")} characters here.`);
const text = textUpTo(longestText);
const line = textUpTo(longestLine);
const needed = (sentence: string, field = text) => field.refine((value) => value !== "", sentence);

const id = z.uuid("Load the page again.");
// Of a form that was sent by hand, or before there were versions, none is newer than none.
const version = z.coerce.number("Load the page again.").int().min(1);
const report = { report: id, version };
const inCase = { case: id, version };
const answerTo = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values, "Press one of the buttons.");
const closeness = z.enum(["none", "soft", "hard"], "Say how close you stand to it.");

/** The forms of the desk about a report. Whether somebody may is decided by the command, never by what is sent. */
export const acknowledgeForm = z.object({ ...report, message: text });
export const messageForm = z.object({ report: id, message: needed("Write a message.") });
export const openCaseForm = z.object({
  /** Empty for a case that no report began. */
  report: z.union([id, z.literal("")]).default(""),
  version: z.coerce.number().int().min(0).default(0),
  summary: needed("Say in a line what it is about.", line),
  conflict: z.enum(["none", "soft"], "Say how close you stand to it."),
});
export const linkForm = z.object({ ...report, case: z.uuid("Choose a case.") });
export const reasonForm = z.object({ ...report, reason: needed("Say why.") });
export const withdrawalForm = z.object({ ...report, message: text, answer: answerTo("withdraw", "keep") });
export const spamForm = z.object({ ...report, reason: needed("Say why."), message: text });
export const settleForm = z.object({ ...report, answer: answerTo("confirm", "end") });
export const reportForm = z.object({ report: id });
export const allowForm = z.object(report);

/** The forms of the desk about a case. */
export const closenessForm = z.object({
  case: id,
  conflict: closeness,
  take: z
    .enum(["yes", ""])
    .default("")
    .transform((value) => value === "yes"),
});
export const describeForm = z.object({
  ...inCase,
  summary: needed("Say in a line what it is about.", line),
  severity: z.enum([...severities, ""]).transform((value) => (value === "" ? null : value)),
  safety: z.enum(["yes", "no", ""]).transform((value) => (value === "" ? null : value === "yes")),
});
export const hearingForm = z.object({
  ...inCase,
  heard: z.enum(["yes", "no"], "Choose one.").transform((value) => value === "yes"),
  reason: text,
});
export const moveForm = z.object({
  ...inCase,
  move: answerTo("start_triage", "investigate", "await_information", "resume", "reopen", "take_back"),
  reason: text,
});
export const noteForm = z.object({ case: id, note: needed("Write a note.") });
export const partyForm = z.object({
  ...inCase,
  role: z.enum(["reported", "affected", "witness"], "Choose a part."),
  platform: z.enum(platforms, "Choose where the person is known."),
  handle: needed("Say how the person is called there.", line),
});
export const removeForm = z.object({ ...inCase, remove: id });
export const allegationForm = z.object({
  ...inCase,
  party: z.uuid("Choose a reported person."),
  rule: z
    .string("Choose a rule.")
    .regex(/^\d{1,4}@\d{4}-\d{2}-\d{2}$/, "Choose a rule.")
    .transform((value) => ({ number: Number(value.split("@")[0]), version: value.split("@")[1] ?? "" })),
  description: needed("Say what the person did."),
});
export const evidenceForm = z.object({
  ...inCase,
  kind: z.enum(["snapshot", "statement"], "Choose what it is."),
  platform: z.enum(platforms, "Choose where it stands."),
  link: line.refine(
    (value) => value === "" || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)),
    "This is no address of the web.",
  ),
  handle: line,
  text: needed("Put in the original text."),
  label: z.enum(contentLabels, "Choose what it shows."),
});
export const reportedForm = z.object({
  case: id,
  party: z.uuid("Choose a reported person."),
  from: z.enum(["desk", "reported"], "Choose who wrote it."),
  message: needed("Write a message."),
});
export const assignForm = z.object({
  ...inCase,
  person: z.uuid("Choose somebody."),
  role: z.enum(["coordinator", "handler"], "Choose a task."),
});
export const endTaskForm = z.object({ ...inCase, person: id });
export const nativeReaderForm = z.object({
  ...inCase,
  address: needed("Put in the address of the person's account.", line),
  language: needed("Name the language.", line),
  item: z
    .string("Choose what is to be read.")
    .regex(/^(report|evidence):[0-9a-f-]{36}$/, "Choose what is to be read.")
    .transform((value) => ({ kind: value.split(":")[0], id: value.split(":")[1] }))
    .pipe(z.object({ kind: z.enum(["report", "evidence"]), id })),
});
export const translationForm = z.object({
  case: id,
  kind: z.enum(["report", "evidence"]),
  item: id,
  text: needed("Write what it says."),
});
export const handoverForm = z.object({
  ...inCase,
  direction: z.enum(["in", "out"], "Choose a direction."),
  counterpart: z.enum(counterparts, "Choose who it is."),
  reference: needed("Say who there has it, and how they call it.", line),
});
export const handoverAnswerForm = z.object({
  ...inCase,
  handover: id,
  answer: answerTo("accepted", "declined", "completed"),
});
const paired = z.enum(["put_out_of_scope", "merge"]);
export const pairedForm = z.object({
  ...inCase,
  act: paired,
  reason: needed("Say why."),
  joins: z
    .union([id, z.literal("")])
    .default("")
    .transform((value) => (value === "" ? null : value)),
});
export const settlePairedForm = z.object({ ...inCase, act: paired, answer: answerTo("confirm", "end") });
export const imposeForm = z.object({
  case: id,
  person: z.uuid("Choose somebody."),
  kind: z.enum(["soft", "hard"], "Choose one."),
});
export const liftForm = z.object({ case: id, person: id });
