/** What the audit log is asked for, as it was typed. */
export type AuditQuestion = { person: string; act: string; object: string; from: string; to: string };
/** The part of a filter that needs nobody to be looked up; `to` is the first moment not included. */
export type AuditWindow = { act?: string; objectKind?: string; objectId?: string; from?: Date; to?: Date };

const longest = 200;
const dayMilliseconds = 24 * 60 * 60 * 1000;
const names = ["person", "act", "object", "from", "to"] as const;

type Parameters = Record<string, string | string[] | undefined>;

const textOf = (given: Parameters, name: string) =>
  ([given[name]].flat()[0] ?? "").toWellFormed().replaceAll("\0", "").trim().slice(0, longest);

/** Reads the questions from the parameters of an address. */
export function readAuditQuestion(given: Parameters): AuditQuestion {
  const [person = "", act = "", object = "", from = "", to = ""] = names.map((name) => textOf(given, name));
  return { person, act, object, from, to };
}

/** Reads after which entry a page of the log goes on; undefined for the first page. */
export function readBefore(given: Parameters): number | undefined {
  const text = textOf(given, "before");
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function dayOf(text: string): Date | undefined {
  // Neither year 0 nor the day after 9999 is one that the database can read.
  const isDay = /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  return isDay ? new Date(`${text}T00:00:00Z`) : undefined;
}

/** Returns the filter that a question means: days are whole days of UTC, an object is `kind` or `kind/id`. */
export function windowOf({ act, object, from, to }: AuditQuestion): AuditWindow {
  const [kind = "", ...id] = object.split("/");
  const [first, last] = [dayOf(from), dayOf(to)];
  return {
    ...(act === "" ? {} : { act }),
    ...(kind === "" ? {} : { objectKind: kind }),
    ...(id.join("/") === "" ? {} : { objectId: id.join("/") }),
    ...(first === undefined ? {} : { from: first }),
    ...(last === undefined ? {} : { to: new Date(last.getTime() + dayMilliseconds) }),
  };
}

/** Returns the parameters of an address that asks the same, with more of them if given. */
export function auditParameters(question: AuditQuestion, more: Record<string, string> = {}): string {
  const asked = names.flatMap((name) => (question[name] === "" ? [] : [[name, question[name]] as [string, string]]));
  return new URLSearchParams([...asked, ...Object.entries(more)]).toString();
}
