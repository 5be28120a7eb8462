/** What an anonymous report hides, and what it cannot. */
export function ReportHidden() {
  return (
    <>
      <p>
        This page does not know you, even if you are signed in elsewhere here. Nothing that you send is tied to an
        account, an address or an hour; of the day it came, the day is all that is kept.
      </p>
      <details>
        <summary className="cursor-pointer font-bold">What it cannot hide</summary>
        <ul className="mt-3 list-disc space-y-2 ps-6">
          <li>What you write may tell who you are: your style, or something only you could know.</li>
          <li>Your browser keeps the address of this page in its history, and a network at work may see the visit.</li>
          <li>
            Without an account we cannot ask you for anything but through your receipt. If you can, report
            confidentially instead: your name is sealed, and we can do more for you.{" "}
            <a href="/conduct/report">Report confidentially</a>
          </li>
        </ul>
      </details>
    </>
  );
}
