/** What a reporter wrote when they sent their report, folded so that nobody beside them reads it by chance. */
export function InboxWritten({ written }: { written: readonly { label: string; text: string }[] }) {
  return (
    <details className="rounded-lg border border-rule p-4">
      <summary className="cursor-pointer font-bold">What you wrote</summary>
      <dl className="mt-4 space-y-4">
        {written.map(({ label, text }) => (
          <div key={label}>
            <dt className="text-[0.9375rem] text-muted">{label}</dt>
            <dd dir="auto" className="wrap-anywhere whitespace-pre-wrap">
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
