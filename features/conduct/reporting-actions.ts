"use server";

import { anonymousAction, formAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { requireWithinFleeting } from "@/lib/rate-limit/fleeting";
import { limits } from "@/lib/rate-limit/limits";
import { openAnonymousDraft, saveAnonymousDraft } from "./data/anonymous-drafts";
import { deleteDraft, saveDraft } from "./data/draft-commands";
import { openDraft } from "./data/draft-queries";
import { takeStep } from "./data/reporting-steps";
import { isReadable, submitAnonymousReport, submitReport } from "./data/submit-report";
import { dayInWords, promisedNow, promisedToday } from "./domain/in-words";
import { printSecret, readLocator, readSecret } from "./domain/receipt";
import { noContact } from "./domain/report-form";
import { steppedForm } from "./domain/report-steps";

// Twice what the longest field takes, in code units: what is too long comes back whole.
const longestEcho = 250_000;
const day = (text: string, zone: string | null) => dayInWords(new Date(`${text}T12:00:00Z`), zone);

/** Takes a report of a signed-in person from step to step, and sends it. */
export const reportAction = formAction(
  steppedForm,
  (viewer, typed, { files }) =>
    takeStep(typed, files, {
      isNameKept: true,
      isReadable: (report) => isReadable(report, viewer.person.id),
      save: async (values) => {
        const until = await saveDraft(viewer, values.token ?? "", values);
        return `Saved. You can close this page and go on here until ${day(until, null)}; nobody who handles reports sees it.`;
      },
      resume: async () => {
        const kept = await openDraft(viewer);
        if (kept === null) throw new AppError("invalid", "There is nothing saved any more.");
        return kept;
      },
      forget: () => deleteDraft(viewer),
      send: async (report) => {
        const now = new Date();
        await submitReport(viewer, report, now);
        const isSilent = report.contact === noContact ? "yes" : "";
        return { step: "sent", ...promisedNow(now, viewer.person.zone), isSilent };
      },
    }),
  { longestEcho },
);

/** Takes a report of somebody who stays anonymous from step to step, and sends it. */
export const anonymousReportAction = anonymousAction(
  steppedForm,
  (typed, { files }) =>
    takeStep({ ...typed, mode: "anonymous" }, files, {
      isNameKept: false,
      isReadable: (report) => isReadable(report, null),
      save: async (values) => {
        const { receipt, until } = await saveAnonymousDraft(values.token ?? "", {
          ...values,
          backLocator: "",
          backSecret: "",
        });
        const { code, words } = printSecret(receipt.secret);
        const sentence = `Saved until ${day(until, null)}. To go on then, open this form again and type the first of these lines, and the second or the third. Nobody can open it without, not even we.`;
        return [sentence, receipt.locator, code, words].join("\n");
      },
      resume: async ({ backLocator = "", backSecret = "" }) => {
        const found = readLocator(backLocator);
        if (found === null)
          throw new AppError("invalid", "This is the line with six characters that you were shown.", {
            field: "backLocator",
          });
        const read = readSecret(backSecret);
        if ("problem" in read) throw new AppError("invalid", read.problem, { field: "backSecret" });
        requireWithinFleeting(limits.receipt, `draft ${found}`);
        return openAnonymousDraft(found, read);
      },
      // Only whoever has its lines could delete it; it goes by itself.
      forget: () => Promise.reject(new AppError("invalid", "What was saved goes by itself when it is sent.")),
      send: async (report) => {
        const now = new Date();
        const { locator, secret } = await submitAnonymousReport(report, now);
        const { token } = report;
        return { step: "receipt", token, locator, ...printSecret(secret), ...promisedToday(now) };
      },
    }),
  { limit: limits.anonymous, longestEcho },
);
