type InboxClosedAttributes = { why: string; label: string; href: string };

/** Says that an inbox closed while somebody was typing, and how to send it all the same. */
export function InboxClosed({ why, label, href }: InboxClosedAttributes) {
  return (
    <p className="rounded-lg border border-danger p-4">
      {why} What you typed is kept below.{" "}
      <a href={href} target="_blank" className="underline">
        {label} in a second window
      </a>
      , then send it again here.
    </p>
  );
}
