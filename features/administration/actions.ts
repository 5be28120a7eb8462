"use server";

import { formAction } from "@/lib/action";
import { AppError } from "@/lib/errors";
import { limits } from "@/lib/rate-limit/limits";
import { verifyAuditLog } from "./data/audit-commands";
import { dropJob, retryJob, retryJobsOfKind } from "./data/job-commands";
import { sendTestMail } from "./data/mail-commands";
import { describeReport } from "./domain/audit-report";
import { emptyForm, jobForm } from "./domain/forms";

/** Verifies the whole audit log. It reads every entry, so not over and over. */
export const verifyAuditAction = formAction(
  emptyForm,
  async (viewer) => {
    const report = await verifyAuditLog(viewer);
    if (report.problems.length > 0) throw new AppError("conflict", describeReport(report));
    return { message: describeReport(report) };
  },
  { roles: ["admin"], limit: limits.verifyAudit },
);

/** Retries or drops jobs that were given up. */
export const decideJobAction = formAction(
  jobForm,
  async (viewer, { decision }) => {
    if (decision.act === "retry-kind") {
      const jobs = await retryJobsOfKind(viewer, decision.kind);
      return { message: jobs === 1 ? "1 job begins again." : `${jobs} jobs begin again.` };
    }
    const { act, id } = decision;
    await (act === "retry" ? retryJob(viewer, id) : dropJob(viewer, id));
    return { message: act === "retry" ? `Job ${id} begins again.` : `Job ${id} was dropped.` };
  },
  { roles: ["admin"] },
);

/** Sends the viewer a mail, to see whether mails arrive. */
export const testMailAction = formAction(
  emptyForm,
  async (viewer) => ({ message: `A test mail to ${await sendTestMail(viewer)} is on its way.` }),
  { roles: ["admin"], limit: limits.testMail },
);
