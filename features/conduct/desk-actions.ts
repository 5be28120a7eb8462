"use server";

import { redirect } from "next/navigation";
import { formAction } from "@/lib/action";
import { addAllegation, removeAllegation } from "./data/allegation-commands";
import { assignPerson, endAssignment, requestNativeReader, takeCase } from "./data/assignment-commands";
import { describeCase, moveCaseOn, openCase, openCaseFromReport, recordHearing } from "./data/case-commands";
import { declareConflict, declareReportConflict, imposeConflict, liftConflict } from "./data/conflict-commands";
import { captureEvidence } from "./data/evidence-commands";
import { answerHandover, offerHandover } from "./data/handover-commands";
import { allowIdentity, askForIdentity } from "./data/identity-commands";
import { addParty, removeParty } from "./data/party-commands";
import {
  acknowledgeReport,
  answerWithdrawal,
  linkReport,
  proposeSpam,
  restoreReport,
  settleSpam,
  unlinkReport,
} from "./data/report-commands";
import { writeNote, writeToReported, writeToReporter, writeTranslation } from "./data/thread-commands";
import { proposePaired, settlePaired } from "./data/two-people-commands";
import * as forms from "./domain/desk-forms";

const desk = "/conduct/desk";
const caseAddress = (id: string) => `${desk}/cases/${id}`;
const done = (message: string) => ({ message });
// People write at length here, and all of it comes back when something is refused.
const long = { longestEcho: 50_000 };
const reportOf = ({ report, version }: { report: string; version: number }) => ({ id: report, version });
const caseOf = (given: { case: string; version: number }) => ({ id: given.case, version: given.version });

/** Acknowledges a report, with a message to the reporter. */
export const acknowledgeAction = formAction(
  forms.acknowledgeForm,
  async (viewer, given) => {
    await acknowledgeReport(viewer, reportOf(given), given.message);
    return done("Acknowledged.");
  },
  long,
);

/** Writes to a reporter as the Conduct Team. */
export const messageReporterAction = formAction(
  forms.messageForm,
  async (viewer, { report, message }) => {
    await writeToReporter(viewer, report, message);
    return done("Sent as the Conduct Team.");
  },
  long,
);

/** Opens a case, from a report or without one, and leads to it. */
export const openCaseAction = formAction(forms.openCaseForm, async (viewer, { report, version, ...given }) => {
  const opened =
    report === "" ? await openCase(viewer, given) : await openCaseFromReport(viewer, { id: report, version }, given);
  redirect(caseAddress(opened));
});

/** Puts a report into a case, and leads to it. */
export const linkAction = formAction(forms.linkForm, async (viewer, given) => {
  await linkReport(viewer, reportOf(given), given.case);
  redirect(caseAddress(given.case));
});

/** Takes a report out of its case. */
export const unlinkAction = formAction(forms.reasonForm, async (viewer, given) => {
  await unlinkReport(viewer, reportOf(given), given.reason);
  return done("Taken out of the case.");
});

/** Answers the wish to withdraw a report. */
export const withdrawalAction = formAction(
  forms.withdrawalForm,
  async (viewer, given) => {
    const isWithdrawn = given.answer === "withdraw";
    await answerWithdrawal(viewer, reportOf(given), { isWithdrawn, message: given.message });
    return done(isWithdrawn ? "Withdrawn." : "Work on it goes on.");
  },
  long,
);

/** Proposes that a report is spam or abuse. */
export const proposeSpamAction = formAction(forms.spamForm, async (viewer, given) => {
  await proposeSpam(viewer, reportOf(given), given);
  return done("Proposed. A second person confirms it.");
});

/** Confirms or ends such a proposal. */
export const settleSpamAction = formAction(forms.settleForm, async (viewer, given) => {
  await settleSpam(viewer, reportOf(given), given.answer === "confirm");
  return done(given.answer === "confirm" ? "Closed as spam or abuse." : "The proposal is ended.");
});

/** Takes up again what was closed as spam. */
export const restoreAction = formAction(forms.reasonForm, async (viewer, given) => {
  await restoreReport(viewer, reportOf(given), given.reason);
  return done("Taken up again.");
});

/** Asks for the name of a confidential reporter. */
export const askIdentityAction = formAction(
  forms.reasonForm,
  async (viewer, given) => {
    await askForIdentity(viewer, reportOf(given), given.reason);
    return done("Asked. A second person allows it.");
  },
  { isSensitive: true },
);

/** Allows that the name of a confidential reporter is opened. */
export const allowIdentityAction = formAction(
  forms.allowForm,
  async (viewer, given) => {
    await allowIdentity(viewer, reportOf(given));
    return done("Allowed. The name can be opened now; every opening is written down.");
  },
  { isSensitive: true },
);

/** Says that somebody stands too close to a report: it is gone for them. */
export const reportConflictAction = formAction(forms.reportForm, async (viewer, { report }) => {
  await declareReportConflict(viewer, report);
  redirect(desk);
});

/** Answers how close somebody stands to a case, and gives it to them where they take it. */
export const closenessAction = formAction(forms.closenessForm, async (viewer, { case: id, conflict, take }) => {
  await (take ? takeCase : declareConflict)(viewer, id, conflict);
  if (conflict === "hard") redirect(desk);
  return done(take && conflict === "none" ? "It is yours." : "Written down.");
});

/** Says for somebody that they stand too close to a case. */
export const imposeConflictAction = formAction(forms.imposeForm, async (viewer, given) => {
  await imposeConflict(viewer, given.case, given.person, given.kind);
  if (given.kind === "hard" && given.person === viewer.person.id) redirect(desk);
  return done("Written down.");
});

/** Takes a conflict back. */
export const liftConflictAction = formAction(forms.liftForm, async (viewer, given) => {
  await liftConflict(viewer, given.case, given.person);
  return done("Taken back.");
});

/** Says what a case is about. */
export const describeAction = formAction(forms.describeForm, async (viewer, given) => {
  const { summary, severity, safety } = given;
  await describeCase(viewer, caseOf(given), { summary, severity, isSafetyRisk: safety });
  return done("Saved.");
});

/** Records whether the reported person was heard. */
export const hearingAction = formAction(forms.hearingForm, async (viewer, given) => {
  await recordHearing(viewer, caseOf(given), { isHeard: given.heard, reason: given.reason });
  return done("Saved.");
});

/** Moves a case on. */
export const moveAction = formAction(forms.moveForm, async (viewer, given) => {
  await moveCaseOn(viewer, caseOf(given), given);
  return done("Moved on.");
});

/** Writes a note for the desk. */
export const noteAction = formAction(
  forms.noteForm,
  async (viewer, given) => {
    await writeNote(viewer, given.case, given.note);
    return done("Written down.");
  },
  long,
);

/** Adds somebody to a case; whoever is of the desk loses sight of it. */
export const partyAction = formAction(forms.partyForm, async (viewer, given) => {
  await addParty(viewer, caseOf(given), given);
  return done("Added.");
});

/** Takes somebody out of a case. */
export const removePartyAction = formAction(forms.removeForm, async (viewer, given) => {
  await removeParty(viewer, caseOf(given), given.remove);
  return done("Taken out.");
});

/** Writes down an allegation. */
export const allegationAction = formAction(
  forms.allegationForm,
  async (viewer, given) => {
    await addAllegation(viewer, caseOf(given), { ...given, partyId: given.party });
    return done("Written down.");
  },
  long,
);

/** Takes back an allegation. */
export const removeAllegationAction = formAction(forms.removeForm, async (viewer, given) => {
  await removeAllegation(viewer, caseOf(given), given.remove);
  return done("Taken back.");
});

/** Seals evidence. */
export const evidenceAction = formAction(
  forms.evidenceForm,
  async (viewer, { kind, platform, link, handle, text, label, ...given }) => {
    await captureEvidence(viewer, caseOf(given), { kind, platform, link, handle, text, label });
    return done("Sealed, with its hash.");
  },
  long,
);

/** Keeps what was written to a reported person, or what they answered. */
export const reportedMessageAction = formAction(
  forms.reportedForm,
  async (viewer, given) => {
    await writeToReported(viewer, given.case, { partyId: given.party, from: given.from, text: given.message });
    return done("Kept.");
  },
  long,
);

/** Gives a case to somebody. */
export const assignAction = formAction(forms.assignForm, async (viewer, given) => {
  await assignPerson(viewer, caseOf(given), { personId: given.person, role: given.role });
  return done("Given. They say first whether they have a conflict.");
});

/** Ends somebody's task in a case. */
export const endTaskAction = formAction(forms.endTaskForm, async (viewer, given) => {
  await endAssignment(viewer, caseOf(given), given.person);
  return done("Ended.");
});

/** Asks somebody who speaks a language to read one thing. */
export const nativeReaderAction = formAction(forms.nativeReaderForm, async (viewer, given) => {
  await requestNativeReader(viewer, caseOf(given), given);
  return done("Asked. They see this one thing and nothing else.");
});

/** Writes down what something says. */
export const translationAction = formAction(
  forms.translationForm,
  async (viewer, given) => {
    await writeTranslation(viewer, given.case, { kind: given.kind, id: given.item }, given.text);
    return done("Sent. Thank you.");
  },
  long,
);

/** Offers a case to somebody else, or records who brought it. */
export const offerHandoverAction = formAction(forms.handoverForm, async (viewer, given) => {
  await offerHandover(viewer, caseOf(given), given);
  return done("Written down.");
});

/** Records what the other side said. */
export const answerHandoverAction = formAction(forms.handoverAnswerForm, async (viewer, given) => {
  await answerHandover(viewer, caseOf(given), { handoverId: given.handover, state: given.answer });
  return done("Written down.");
});

/** Proposes what two people decide about a case. */
export const proposePairedAction = formAction(forms.pairedForm, async (viewer, given) => {
  await proposePaired(viewer, caseOf(given), given);
  return done("Proposed. A second person confirms it.");
});

/** Confirms or ends such a proposal. */
export const settlePairedAction = formAction(forms.settlePairedForm, async (viewer, given) => {
  await settlePaired(viewer, caseOf(given), { act: given.act, isConfirmed: given.answer === "confirm" });
  return done(given.answer === "confirm" ? "Confirmed." : "The proposal is ended.");
});
