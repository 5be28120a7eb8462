import type { KeptMail } from "@/lib/mail/kept-mails";
import { Moment } from "./moment";

const link = "text-accent underline";

/** The mails that were kept instead of being sent, the newest first. */
export function KeptMailList({ mails }: { mails: KeptMail[] }) {
  return (
    <div className="mx-auto max-w-[60rem] px-4 pt-10 sm:px-6">
      <h1 className="page-title">Kept mails</h1>
      <p className="page-description">
        No mail server is set, so mails stay on this machine. This page exists for you who sit at it, and for nobody
        else.
      </p>
      {mails.length === 0 ? <p className="text-muted">No mail yet. One arrives here seconds after its cause.</p> : null}
      <ul>
        {mails.map(({ id, to, subject, at }) => (
          <li key={id} className="grid gap-x-6 border-t border-rule py-3 sm:grid-cols-[3fr_2fr]">
            <div className="min-w-0">
              <a
                href={`/dev/mail/${id}`}
                dir="auto"
                className="font-bold break-words hover:text-accent hover:underline"
              >
                {subject}
              </a>
              <p className="text-[0.9375rem] break-all text-muted">to {to.address}</p>
            </div>
            <p className="text-[0.9375rem] text-muted">
              <Moment at={new Date(at)} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One kept mail as text, with its links to follow. */
export function KeptMailPage({ mail }: { mail: KeptMail }) {
  const { id, to, subject, text, links, at } = mail;
  return (
    <div className="mx-auto max-w-[42rem] px-4 pt-10 sm:px-6">
      <p>
        <a href="/dev/mail" className={link}>
          All kept mails
        </a>
      </p>
      <h1 dir="auto" className="page-title">
        {subject}
      </h1>
      <p className="text-muted">
        To <span dir="auto">{to.name}</span> <span className="break-all">{to.address}</span>,{" "}
        <Moment at={new Date(at)} />
      </p>
      {links.length === 0 ? null : (
        <ul aria-label="Links in this mail" className="my-6 flex flex-wrap gap-3">
          {links.map(({ label, href }) => (
            <li key={`${label} ${href}`}>
              <a
                href={href}
                dir="auto"
                className="inline-block rounded-lg border border-control px-4 py-2 no-underline"
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
      <pre
        dir="auto"
        className="my-6 rounded-lg border border-rule bg-surface p-4 font-sans break-words whitespace-pre-wrap"
      >
        {text}
      </pre>
      <p>
        <a href={`/dev/mail/${id}/html`} className={link}>
          See it as a mail program shows it
        </a>
      </p>
    </div>
  );
}
