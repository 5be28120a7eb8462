import type { Readers } from "../data/reporting-queries";

const listNames = (names: readonly string[]) => new Intl.ListFormat("en").format(names);

/** What is in sight at every step: who reads it, and where help is when it cannot wait. */
export function ReportLead({ people, hasEscalation }: Readers) {
  return (
    <>
      <p>
        {people.length > 0
          ? `Read by the Conduct Team and nobody else: ${listNames(people.map(({ name }) => name))}, without whom you leave out.`
          : hasEscalation
            ? "Read by the escalation contact of this portal, a person outside of the team."
            : "Nobody has the task of reading reports here yet. What you send waits, sealed, until somebody does."}
      </p>
      <p>
        <strong>In danger now?</strong> Call the emergency services where you are. This form is not read around the
        clock. <a href="/handbook/contact/emergency">Emergency contacts</a>
      </p>
    </>
  );
}
