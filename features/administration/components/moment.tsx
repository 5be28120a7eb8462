/** A moment in UTC, to the minute, as the audit log and the tables of the administration show it. */
export function Moment({ at }: { at: Date }) {
  const iso = at.toISOString();
  return (
    <time dateTime={iso} className="whitespace-nowrap">
      {iso.slice(0, 16).replace("T", " ")} UTC
    </time>
  );
}
