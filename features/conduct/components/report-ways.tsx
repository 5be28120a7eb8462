import { modeLabels } from "../domain/labels";

const button =
  "inline-block rounded-lg border border-control px-5 py-2.5 font-bold text-ink no-underline hover:bg-surface";

/** What somebody who is not signed in can choose: to sign in first, or to stay anonymous. */
export function ReportWays({ link }: { link: string }) {
  const query = link === "" ? "" : `?link=${encodeURIComponent(link)}`;
  return (
    <div className="space-y-10">
      <section aria-labelledby="signed-in" className="space-y-3">
        <h2 id="signed-in" className="font-display text-2xl font-semibold">
          With your account
        </h2>
        <p>
          You choose whether those who handle it see your name. {modeLabels.confidential.label}:{" "}
          {modeLabels.confidential.sentence}
        </p>
        <div>
          <a href={`/sign-in?next=${encodeURIComponent(`/conduct/report${query}`)}`} className={button}>
            Sign in and go on
          </a>
        </div>
      </section>
      <section aria-labelledby="anonymous" className="space-y-3">
        <h2 id="anonymous" className="font-display text-2xl font-semibold">
          Anonymously
        </h2>
        <p>An anonymous report needs no account. {modeLabels.anonymous.sentence}</p>
        <div>
          <a href={`/conduct/anonymous${query}`} className={button}>
            Report anonymously
          </a>
        </div>
      </section>
      <p>
        You sent one already? <a href="/inbox">Your inbox</a> has the answers, and{" "}
        <a href="/conduct/receipt">a receipt opens</a> those to an anonymous report.
      </p>
    </div>
  );
}
