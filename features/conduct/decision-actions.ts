"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { anonymousAction, formAction } from "@/lib/action";
import { limits } from "@/lib/rate-limit/limits";
import { chooseReviewer, communicateAppeal, decideAppeal, startReview } from "./data/appeal-commands";
import { appealCookie, appealCookieValue, fileAppeal, openByLetter, requireAppealCookie } from "./data/appeal-door";
import { castVote, proposeDecision, recordFinding } from "./data/decision-commands";
import { imposeEmergency, reviewMeasure } from "./data/emergency-commands";
import { activateMeasure, endOrBreach, recordSteps } from "./data/measure-commands";
import { recordDelivery, saveNotice, tickNotice } from "./data/notice-commands";
import { closeCase, sendOutcome } from "./data/outcome-commands";
import { newAppealForm } from "./domain/appeal-form";
import * as forms from "./domain/decision-form";
import { receiptForm } from "./domain/inbox-form";

// People write at length here, and all of it comes back when something is refused.
const long = { longestEcho: 50_000 };
const done = (message: string) => ({ message });

/** Records what was found about an allegation. */
export const findingAction = formAction(
  forms.findingForm,
  async (viewer, given) => {
    await recordFinding(viewer, given);
    return done("The finding is recorded.");
  },
  long,
);

/** Proposes what to do about a case. */
export const proposeAction = formAction(
  forms.proposalForm,
  async (viewer, given) => {
    const { isDecided } = await proposeDecision(viewer, given);
    return done(isDecided ? "Decided: one person may do this." : "Proposed. Somebody else must approve it now.");
  },
  { ...long, isSensitive: true },
);

const voteMessages = {
  decided: "Decided.",
  "sent back": "Sent back with your comment.",
  counted: "Your vote counts. More approvals are needed.",
};

/** Votes on what is proposed. */
export const voteAction = formAction(
  forms.voteForm,
  async (viewer, given) => done(voteMessages[await castVote(viewer, given)]),
  { ...long, isSensitive: true },
);

/** Records what one person did at once. */
export const emergencyAction = formAction(
  forms.emergencyForm,
  async (viewer, given) => {
    await imposeEmergency(viewer, given);
    return done("Recorded. Somebody else must look at it within 24 hours.");
  },
  long,
);

const reviewMessages = { keep: "It stays.", lift: "Lifted.", renew: "Renewed for two weeks." };

/** Looks as a second person at what one person did alone. */
export const reviewAction = formAction(
  forms.reviewForm,
  async (viewer, given) => {
    await reviewMeasure(viewer, given);
    return done(reviewMessages[given.answer]);
  },
  long,
);

/** Puts a measure into force. */
export const startMeasureAction = formAction(
  forms.measureForm,
  async (viewer, given) => {
    await activateMeasure(viewer, given);
    return done("In force from now on.");
  },
  { isSensitive: true },
);

/** Records what was done elsewhere for a measure. */
export const stepsAction = formAction(forms.stepsForm, async (viewer, given) => {
  await recordSteps(viewer, given);
  return done("Recorded.");
});

/** Lifts a measure, or records that it was not kept. */
export const endMeasureAction = formAction(
  forms.reasonForm,
  async (viewer, given) => {
    await endOrBreach(viewer, given);
    return done(given.move === "lift" ? "Lifted." : "Recorded.");
  },
  long,
);

/** Writes the letter about a measure. */
export const saveNoticeAction = formAction(
  forms.noticeForm,
  async (viewer, given) => {
    await saveNotice(viewer, given);
    return done("Saved. Somebody else must read it before it goes out.");
  },
  long,
);

/** Ticks a letter as a second person. */
export const tickNoticeAction = formAction(forms.tickForm, async (viewer, given) => {
  await tickNotice(viewer, given);
  return done("Checked. The letter can go out now.");
});

/** Records how a letter went. */
export const deliveryAction = formAction(
  forms.deliveryForm,
  async (viewer, given) => {
    await recordDelivery(viewer, given);
    return done(given.how === "handed_over" ? "Handed over. Its secret is not shown here any more." : "Recorded.");
  },
  long,
);

/** Tells the reporters how it ended. */
export const outcomeAction = formAction(forms.outcomeForm, async (viewer, given) => {
  const told = await sendOutcome(viewer, given);
  return done(told === 1 ? "One reporter was told." : `${told} reporters were told.`);
});

/** Closes a case. */
export const closeCaseAction = formAction(forms.closeForm, async (viewer, given) => {
  await closeCase(viewer, given);
  return done("Closed.");
});

/** Chooses who answers an appeal. */
export const chooseReviewerAction = formAction(forms.reviewerForm, async (viewer, given) => {
  await chooseReviewer(viewer, given);
  return done("Chosen. They are told that there is something new.");
});

/** Begins to review an appeal. */
export const startReviewAction = formAction(forms.appealForm, async (viewer, given) => {
  await startReview(viewer, given);
  return done("The review is yours.");
});

/** Answers an appeal. */
export const decideAppealAction = formAction(
  forms.appealDecisionForm,
  async (viewer, given) => {
    await decideAppeal(viewer, given);
    return done("Answered. The person concerned sees it from now on.");
  },
  { ...long, isSensitive: true },
);

/** Tells everybody else how an appeal was answered. */
export const communicateAppealAction = formAction(forms.appealForm, async (viewer, given) => {
  await communicateAppeal(viewer, given);
  return done("Everybody was told.");
});

const anonymous = { limit: limits.anonymous, longestEcho: 60_000 };

/** Opens a letter by its receipt. */
export const openLetterAction = anonymousAction(
  receiptForm,
  async ({ locator, secret }, { cookies }) => {
    const concerned = await openByLetter(locator, secret);
    cookies.set(appealCookie.name, appealCookieValue(concerned), appealCookie.options);
    redirect("/conduct/appeal/letter");
  },
  anonymous,
);

/** Files an appeal of the person concerned. */
export const fileAppealAction = anonymousAction(
  newAppealForm,
  async (given, { cookies }) => {
    const concerned = requireAppealCookie(cookies.get(appealCookie.name)?.value);
    cookies.set(appealCookie.name, appealCookieValue(concerned), appealCookie.options);
    await fileAppeal(concerned, given);
    return done("We have your appeal. You read the answer here, with the same receipt.");
  },
  anonymous,
);

/** Closes a letter on this device. */
export const leaveLetterAction = anonymousAction(
  z.object({}),
  (_given, { cookies }) => {
    cookies.set(appealCookie.name, "", { ...appealCookie.options, maxAge: 0 });
    redirect("/conduct/appeal?closed");
  },
  anonymous,
);
