import "server-only";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import type { ExportItem } from "../domain/case-export";
import { redactorOf } from "../domain/case-redaction";
import type { ExportWish } from "../domain/keeping-form";
import { noContact } from "../domain/report-form";
import { ruleLabel } from "../domain/rules";
import { redactionsOf, shownParty, type CaseSources } from "./export-sources";
import { openAnswer, openNotice, openTerms, placeOfMeasure, voteRow } from "./measure-sealed";
import { openMessage } from "./message-body";
import { openEntry, openEvidence, openHandover, placeOf } from "./sealed";

/** How people of the desk are called in an export: by letters, the same one throughout. */
export type DeskLabels = (personId: string | null) => string | null;

/** Returns labels for people of the desk, in the order in which they are met. */
export function newDeskLabels(): DeskLabels {
  const known = new Map<string, string>();
  return (personId) => {
    if (personId === null) return null;
    const label = known.get(personId) ?? `Conduct Team, person ${known.size + 1}`;
    known.set(personId, label);
    return label;
  };
}

const leftOut = "[left out]";

/** Returns everything that was written in a case as texts of an export: named people only as far as they were asked for. */
export function caseItems(sources: CaseSources, wish: ExportWish, mark: string, desk: DeskLabels): ExportItem[] {
  const { row, key, involved, keys } = sources;
  const redact = redactorOf(redactionsOf(sources, wish.withNames));
  const open = (place: Parameters<typeof key.open>[0], sealed: string | null) =>
    sealed === null ? null : redact(key.open(place, sealed));
  const partyOf = (id: string | null) => involved.find((party) => party.id === id)?.codeName ?? null;
  const book = getPublishedFacts().facts.conductRules;
  const item = (name: string, content: unknown): ExportItem => ({
    ...{ name: `${name}.json`, encoding: "utf8" },
    content: JSON.stringify({ mark, [name]: content }, null, 2),
  });

  const reports = sources.sent.map(({ row: report, written }, at) => {
    // One by one: what is added to a report some day does not leave by itself.
    const { isErased, contact, onBehalfOf, witnesses, links, ongoing, safe } = written;
    const { what, where, when, who, hope, language } = written;
    const texts = { what, where, when, who, hope, language };
    return {
      ...{ reporter: `Reporter ${at + 1}`, mode: report.mode, submittedOn: report.submittedOn, isErased },
      ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, redact(text)])),
      ...{ ongoing, safe, links: links.map(redact) },
      witnesses: witnesses === "" ? "" : wish.withNames ? redact(witnesses) : leftOut,
      contact: contact === "" ? "" : contact === noContact ? "No contact is wanted." : leftOut,
      onBehalfOf: onBehalfOf === "" ? "" : leftOut,
    };
  });

  const messages = sources.written.flatMap((message) => {
    if (message.audience === "internal") return [];
    const own = message.reportId === null ? key : keys.get(message.reportId);
    const at = sources.sent.findIndex(({ row: { id } }) => id === message.reportId);
    const other = message.audience === "reporter" ? `Reporter ${at + 1}` : partyOf(message.partyId);
    return [
      {
        ...{ with: other, from: message.from === "desk" ? (desk(message.authorId) ?? "Conduct Team") : other },
        at: message.writtenAt.toISOString(),
        text: own === undefined ? leftOut : redact(openMessage(own, message.id, message.body).text),
      },
    ];
  });

  const notes = sources.written.flatMap((message) => {
    if (message.audience !== "internal" || !wish.withNotes) return [];
    const own = message.reportId === null ? key : keys.get(message.reportId);
    const entry = own === undefined ? null : openEntry(own, message);
    // What hangs on the work of two people stands in the audit log.
    if (entry?.kind !== "note" && entry?.kind !== "reason") return [];
    return [{ by: desk(message.authorId), at: message.writtenAt.toISOString(), text: redact(entry.text) }];
  });

  const evidence = sources.sealed.map((each) => {
    const { snapshot, canonical } = openEvidence(key, each);
    const text = redact(canonical);
    return {
      ...{ id: each.id, kind: each.kind, capturedBy: desk(each.capturedBy), capturedAt: each.capturedAt.toISOString() },
      /** Of the snapshot as it was sealed: what was redacted here has another one. */
      ...{ sha256: each.sha256, isRedacted: text !== canonical.normalize("NFC"), platform: snapshot.platform },
      snapshot: text,
    };
  });

  const decisions = sources.decided.map((each) => ({
    ...{ id: each.id, proposedBy: desk(each.proposedBy), proposedAt: each.proposedAt.toISOString(), state: each.state },
    rationale: open(placeOfMeasure.rationale(each.id), each.rationale),
    isLegalConsulted: each.isLegalConsulted,
    votes: sources.voted
      .filter(({ decisionId }) => decisionId === each.id)
      .map(({ personId, value, isLead, votedAt, comment }) => ({
        ...{ by: desk(personId), value, isLead, at: votedAt.toISOString() },
        comment: open(placeOfMeasure.comment(voteRow(each.id, personId)), comment),
      })),
  }));

  const measures = sources.taken.map((each) => {
    const { text, ended, isOverturned } = openTerms(key, each);
    return {
      ...{ id: each.id, decision: each.decisionId, about: partyOf(each.partyId), type: each.type, tier: each.tier },
      ...{
        state: each.state,
        startsAt: each.startsAt?.toISOString() ?? null,
        endsAt: each.endsAt?.toISOString() ?? null,
      },
      ...{ terms: redact(text), ended: redact(ended), isOverturned, isEmergency: each.isEmergency },
      ...{ proposedBy: desk(each.proposedBy), executedBy: desk(each.executedBy), reviewedBy: desk(each.reviewedBy) },
      steps: sources.steps
        .filter(({ measureId }) => measureId === each.id)
        .map(({ step, doneBy, doneAt }) => ({ step, by: desk(doneBy), at: doneAt.toISOString() })),
    };
  });

  const notices = sources.letters.map((each) => {
    // Not the token: it opens the way to appeal, and belongs to the person concerned alone.
    const { rule, behaviour, impact, expectations, consequences, failure, wording } = openNotice(key, each);
    const parts = { rule, behaviour, impact, expectations, consequences, failure };
    return {
      ...{
        measure: each.measureId,
        template: wording,
        writtenBy: desk(each.writtenBy),
        checkedBy: desk(each.checkedBy),
      },
      ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, redact(text)])),
      ...{ delivery: each.delivery, deliveredAt: each.deliveredAt?.toISOString() ?? null },
      appealUntil: each.appealUntil?.toISOString() ?? null,
    };
  });

  const appeals = sources.appealed.map((each) => {
    const own = keys.get(each.id);
    const answer = own === undefined ? null : openAnswer(own, each);
    return {
      ...{ measure: each.measureId, grounds: each.grounds, state: each.state, filedAt: each.filedAt.toISOString() },
      text: own === undefined ? leftOut : redact(own.open(placeOfMeasure.appeal(each.id), each.content)),
      ...{ reviewer: desk(each.reviewerId), outcome: answer?.outcome ?? null },
      reasons: answer === null ? null : redact(answer.reasons),
    };
  });

  return [
    item("case", {
      ...{ codeName: row.codeName, state: row.state, severity: row.severity, isSafetyRisk: row.isSafetyRisk },
      ...{ openedAt: row.openedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null },
      summary: open(placeOf.summary(row.id), row.summary),
      notHeardReason: open(placeOf.notHeardReason(row.id), row.notHeardReason),
    }),
    item(
      "parties",
      involved
        .map((party) => ({ role: party.role, who: shownParty(party, wish.withNames) }))
        .map(({ role, who }) => ({ role, who: redact(who) })),
    ),
    item("reports", reports),
    item("messages", messages),
    item(
      "allegations",
      sources.alleged.map((each) => ({
        ...{ about: partyOf(each.partyId), finding: each.finding, foundBy: desk(each.foundBy) },
        rule: ruleLabel(book, { number: each.ruleNumber, version: each.ruleVersion }),
        description: open(placeOf.description(each.id), each.description),
        reasoning: open(placeOf.reasoning(each.id), each.reasoning),
      })),
    ),
    item("evidence", evidence),
    item("decisions", decisions),
    item("measures", measures),
    item("notices", notices),
    item("appeals", appeals),
    item(
      "handovers",
      sources.handed.map((each) => ({
        ...{ direction: each.direction, counterpart: each.counterpart, state: each.state, at: each.at.toISOString() },
        reference: redact(openHandover(key, each)),
      })),
    ),
    ...(wish.withNotes ? [item("notes", notes)] : []),
  ];
}
