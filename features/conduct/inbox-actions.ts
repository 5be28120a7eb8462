"use server";

import type { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { anonymousAction, formAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/rate-limit/limits";
import { addToReport, askToWithdraw, revealIdentity, sendMessage } from "./data/inbox-commands";
import { asReporter, type InboxViewer } from "./data/inbox-door";
import {
  endedReceiptCookie,
  openByReceipt,
  receiptCookie,
  receiptCookieValue,
  requireReceiptCookie,
} from "./data/receipt-session";
import { filesForm, identityForm, messageForm, receiptForm, withdrawalForm } from "./domain/inbox-form";

const report = z.object({ report: z.string().default("") });
// People write at length, and nothing of it may be lost with a refusal.
const longestEcho = 60_000;
const anonymous = { limit: limits.anonymous, longestEcho };

const sent = { message: "Sent. The Conduct Team answers here." };
const asked = { message: "We have your request. The Conduct Team answers here before anything changes." };

/** Returns whose inbox is open, for half an hour more. */
function stay(store: Awaited<ReturnType<typeof cookies>>) {
  const viewer = requireReceiptCookie(store.get(receiptCookie.name)?.value);
  store.set(receiptCookie.name, receiptCookieValue(viewer), receiptCookie.options);
  return viewer;
}

async function addGiven(viewer: InboxViewer, { token, keepOriginals }: z.output<typeof filesForm>, given: File[]) {
  if (given.length === 0) throw new AppError("invalid", "Choose a file first.", { field: "files" });
  const { added, refused } = await addToReport(viewer, { token, given, keepsOriginals: keepOriginals });
  const problem = refused.join(" ");
  if (added === 0) throw new AppError("invalid", problem, { field: "files" });
  const message = added === 1 ? "The file was added." : `${added} files were added.`;
  // With what was refused beside its field, the form goes on.
  return { message, ...(problem === "" ? {} : { values: { "files-problem": problem } }) };
}

/** Writes to the Conduct Team about one's own report. */
export const sendMessageAction = formAction(
  messageForm.extend(report.shape),
  async (viewer, input) => {
    await sendMessage(asReporter(viewer, input.report), input);
    return sent;
  },
  { longestEcho },
);

/** Adds files to one's own report. */
export const addFilesAction = formAction(filesForm.extend(report.shape), (viewer, input, { files }) =>
  addGiven(asReporter(viewer, input.report), input, files),
);

/** Asks to withdraw one's own report. */
export const askToWithdrawAction = formAction(
  withdrawalForm.extend(report.shape),
  async (viewer, input) => {
    await askToWithdraw(asReporter(viewer, input.report), input);
    return asked;
  },
  { longestEcho },
);

/** Opens the inbox of an anonymous report. */
export const openReceiptAction = anonymousAction(
  receiptForm,
  async ({ locator, secret }, { cookies: store }) => {
    const viewer = await openByReceipt(locator, secret);
    store.set(receiptCookie.name, receiptCookieValue(viewer), receiptCookie.options);
    redirect("/conduct/receipt/inbox");
  },
  { limit: limits.anonymous },
);

/** Keeps an inbox open and shows what is new. */
export const stayAction = anonymousAction(
  z.object({}),
  (_input, { cookies: store }) => {
    stay(store);
    return Promise.resolve({ message: "What is shown here is up to date." });
  },
  { limit: limits.anonymous },
);

/** Closes an inbox. */
export const leaveAction = anonymousAction(
  z.object({}),
  (_input, { cookies: store }) => {
    store.set(receiptCookie.name, "", endedReceiptCookie);
    redirect("/conduct/receipt?closed");
  },
  { limit: limits.anonymous },
);

/** Writes to the Conduct Team about an anonymous report. */
export const sendAnonymousMessageAction = anonymousAction(
  messageForm,
  async (input, { cookies: store }) => {
    await sendMessage(stay(store), input);
    return sent;
  },
  anonymous,
);

/** Adds files to an anonymous report. */
export const addAnonymousFilesAction = anonymousAction(
  filesForm,
  (input, { cookies: store, files }) => addGiven(stay(store), input, files),
  anonymous,
);

/** Asks to withdraw an anonymous report. */
export const askToWithdrawAnonymouslyAction = anonymousAction(
  withdrawalForm,
  async (input, { cookies: store }) => {
    await askToWithdraw(stay(store), input);
    return asked;
  },
  anonymous,
);

/** Tells, sealed, who sent an anonymous report. */
export const revealIdentityAction = anonymousAction(
  identityForm,
  async (input, { cookies: store }) => {
    await revealIdentity(stay(store), input);
    return { message: "Sealed. From now on your report is a confidential one." };
  },
  anonymous,
);
