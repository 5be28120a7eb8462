import "server-only";
import type { OutsideJob } from "@/lib/jobs/worker";
import type { MailFrame } from "./compose";
import { writeLetter } from "./letter";
import { openMail } from "./queue";
import { transport, type Transport } from "./transport";

/** Returns what sends queued mails; `frame` is asked for each, so that a new name of the site shows at once. */
export function mailHandler(frame: () => MailFrame, send: Transport = transport): OutsideJob {
  return {
    effect: "outside",
    async run(payload, job) {
      const { mark, mail } = openMail(payload);
      await send(writeLetter(mail, mark, job.id, frame()));
    },
  };
}
