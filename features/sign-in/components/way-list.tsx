import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { linkWayAction, removeWayAction } from "../actions";
import type { OwnWays } from "../data/way-queries";
import { Instant } from "./instant";

type WayListAttributes = { ways: OwnWays; zone: string; isDemo: boolean; confirmHref: string | null };

/** How a person signs in; ways are added and removed here, after a fresh proof. */
export function WayList({ ways, zone, isDemo, confirmHref }: WayListAttributes) {
  const { linked, addable, mailAddress } = ways;
  return (
    <section aria-labelledby="ways" className="space-y-4">
      <h2 id="ways" className="font-display text-xl font-semibold">
        Ways to sign in
      </h2>
      {mailAddress === null ? null : (
        <p>
          A link sent to <span dir="auto">{mailAddress}</span> always signs you in.
        </p>
      )}
      {linked.length === 0 && mailAddress === null ? (
        <p className="text-muted">
          {isDemo ? "A person of the demo signs in by the demo only." : "No provider is linked to your account."}
        </p>
      ) : null}
      {linked.length === 0 ? null : (
        <Form id="remove-way" action={removeWayAction} label="Remove a way to sign in" className="space-y-3">
          <ul className="divide-y divide-rule rounded-lg border border-rule">
            {linked.map(({ provider, accountId, label, linkedAt, isLast }) => (
              <li key={`${provider} ${accountId}`} className="flex flex-wrap items-center justify-between gap-3 p-4">
                <p>
                  <span className="font-bold">{label}</span>
                  <br />
                  <span className="text-[0.9375rem] text-muted">
                    Since <Instant at={linkedAt} zone={zone} />
                    {isLast ? ". Your only way in, so it stays until there is another one" : ""}
                  </span>
                </p>
                {isLast || confirmHref !== null ? null : (
                  <SubmitButton
                    label="Remove"
                    about={label}
                    kind="danger"
                    name="way"
                    value={`${provider} ${accountId}`}
                  />
                )}
              </li>
            ))}
          </ul>
        </Form>
      )}
      {confirmHref !== null && (linked.length > 0 || addable.length > 0) && !isDemo ? (
        <p>
          <a href={confirmHref} className="text-accent underline">
            Confirm that it is you
          </a>{" "}
          to add or remove ways to sign in.
        </p>
      ) : null}
      {confirmHref !== null || isDemo
        ? null
        : addable.map(({ id, label }) => (
            <Form key={id} id={`link-${id}`} action={linkWayAction} className="space-y-3">
              <input type="hidden" name="provider" value={id} />
              <SubmitButton label={`Add ${label}`} kind="plain" />
            </Form>
          ))}
    </section>
  );
}
