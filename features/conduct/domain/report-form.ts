import { z } from "zod";
import { isToken } from "./receipt";

const modes = ["named", "confidential", "anonymous"] as const;
export type Mode = (typeof modes)[number];

/** The answers to a question that can be answered with one word. */
const answers = ["yes", "no", "unsure"] as const;
const answerTexts = { yes: "Yes", no: "No", unsure: "Not sure", "": "" } as const;
/** What the field `contact` holds when the reporter asks not to be written to. */
export const noContact = "no";

const longestStory = 50_000;
const longestText = 10_000;
const longestLanguage = 60;
const mostLinks = 20;
const longestLink = 2_000;

// Browsers send a line break as CRLF and count it as one; PostgreSQL takes no NUL, and half a surrogate is no text.
const tidy = (text: string) => text.replaceAll("\0", "").replace(/\r\n?/g, "\n").toWellFormed().trim();
// Counting characters instead of code units is slow: it is done only where it can matter.
const isWithin = (text: string, most: number) => text.length <= most || [...text].length <= most;

const textField = (most: number) =>
  z
    .string("Write text here.")
    .default("")
    .transform(tidy)
    .refine((text) => isWithin(text, most), `There is room for ${most.toLocaleString("en")} characters here.`);
const optional = textField(longestText);
const answer = z.enum([...answers, ""], "Choose one of the answers, or none.").default("");

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

const before = z.object({
  /** Makes the form one report however often it is sent. */
  token: z.string("Load the page again.").refine(isToken, "Load the page again."),
  mode: z.enum(modes, "Choose how you want to report."),
  /** People of the team who must not read it, by their ids. */
  exclude: z
    .string()
    .default("")
    .transform((list) => [
      ...new Set(
        list
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean),
      ),
    ])
    // Never dropped in silence: somebody would read what was to be kept from them.
    .refine((ids) => ids.every((id) => z.uuid().safeParse(id).success), "Choose from the list whom to leave out."),
});
const happened = z.object({
  what: textField(longestStory).refine((text) => text !== "", "Say what happened, in your own words."),
  where: optional,
  when: optional,
  /** One in a line; what is no address of the web is kept as it is. */
  links: optional
    .transform(linesOf)
    .refine((lines) => lines.length <= mostLinks, `There is room for ${mostLinks} lines here.`),
  who: optional,
  ongoing: answer,
  safe: answer,
});
const evidence = z.object({
  witnesses: optional,
  /** The affected person, when a team member reports for somebody. */
  onBehalfOf: optional,
  keepOriginals: z
    .enum(["on", ""], "Tick it, or leave it.")
    .default("")
    .transform((value) => value === "on"),
});
const reach = z.object({
  contact: optional.transform((text) => (/^no[.!]?$/i.test(text) ? noContact : text)),
  language: textField(longestLanguage),
  hope: optional,
});

/** What a report is, as a form sends it: all fields are texts, and only mode, token and what happened must be there. */
export const reportForm = z.object({ ...before.shape, ...happened.shape, ...evidence.shape, ...reach.shape });
export type Report = z.output<typeof reportForm>;

const stepForms = [before, happened, evidence, reach] as const;
/** The parts of the form: what is chosen before starting, what happened, evidence and people, how to reach the reporter. */
export const steps = [0, 1, 2, 3] as const;
export type Step = (typeof steps)[number];

/** Returns the fields of a step, in the order in which they are asked. */
export const fieldsOfStep = (step: Step): string[] => Object.keys(stepForms[step].shape);

/** Returns what has to be mended in a step before the next one, by field; nothing when all is well. */
export function checkStep(step: Step, values: Readonly<Record<string, string>>): Record<string, string[]> {
  const mistakes: Record<string, string[]> = {};
  for (const { path, message } of stepForms[step].safeParse(values).error?.issues ?? [])
    (mistakes[String(path[0])] ??= []).push(message);
  return mistakes;
}

/** Returns the fields that an address may fill in: a link to what the report is about, and nothing else. */
export function prefillFrom(searchParams: Readonly<Record<string, string | string[] | undefined>>): { links?: string } {
  const link = searchParams.link;
  if (typeof link !== "string" || link.length > longestLink || !URL.canParse(link)) return {};
  const { protocol, href } = new URL(link);
  return protocol === "https:" || protocol === "http:" ? { links: href } : {};
}

const text = z.string().default("");
/** What was written in a report, as it is sealed and opened again. */
export const reportContentSchema = z.object({
  what: text,
  where: text,
  when: text,
  links: z.array(z.string()).default([]),
  who: text,
  ongoing: answer,
  safe: answer,
  witnesses: text,
  onBehalfOf: text,
  hope: text,
  contact: text,
  language: text,
});
export type ReportContent = z.output<typeof reportContentSchema>;

type Identifying = Pick<ReportContent, "contact" | "onBehalfOf">;
const nobody: Identifying = { contact: "", onBehalfOf: "" };

/** Returns what a confidential report says of who is behind it, to be sealed apart; empty for the other modes. */
export function sealedIdentity({ mode, contact, onBehalfOf }: Report): Identifying {
  if (mode !== "confidential") return nobody;
  // The wish not to be contacted tells nothing, and the desk has to know it.
  return { contact: contact === noContact ? "" : contact, onBehalfOf };
}

/** Returns what the desk reads of a report: all of it, or of a confidential one what `sealedIdentity` leaves. */
export function reportContent(report: Report): ReportContent {
  if (report.mode !== "confidential") return reportContentSchema.parse(report);
  return reportContentSchema.parse({
    ...report,
    ...nobody,
    contact: report.contact === noContact ? noContact : "",
  });
}

/** Returns what was written for showing it, each part with what was asked; what was left empty is left out. */
export function contentSections(content: ReportContent): { label: string; text: string }[] {
  const { contact, ongoing, safe, links } = content;
  return [
    { label: "What happened", text: content.what },
    { label: "Where", text: content.where },
    { label: "When", text: content.when },
    { label: "Links", text: links.join("\n") },
    { label: "Who was involved", text: content.who },
    { label: "Still going on", text: answerTexts[ongoing] },
    { label: "Safe", text: answerTexts[safe] },
    { label: "Witnesses", text: content.witnesses },
    { label: "Reported for", text: content.onBehalfOf },
    { label: "Hoped for", text: content.hope },
    { label: "Contact", text: contact === noContact ? "No contact is wanted." : contact },
    { label: "Language", text: content.language },
  ].filter(({ text: shown }) => shown !== "");
}
