import type { Facts } from "../domain/facts";
import { findReachable, findValue, reachChannel, reachContact } from "../domain/look-up";
import { ReachableLink } from "./fact-list";

type NamedFact = { facts: Facts; name: string };

/** A channel in running text; the bare key where there is no such channel, so that the sentence survives. */
export function Channel({ facts, name }: NamedFact) {
  const channel = facts.channels.find((candidate) => candidate.key === name);
  return channel === undefined ? <span>{name}</span> : <ReachableLink to={reachChannel(channel)} isMarked />;
}

/** A contact in running text: mailbox, place or handle. */
export function Contact({ facts, name }: NamedFact) {
  const contact = Object.hasOwn(facts.site.contacts, name) ? facts.site.contacts[name] : undefined;
  return contact === undefined ? <span>{name}</span> : <ReachableLink to={reachContact(contact)} isMarked />;
}

/** A value of site.yaml in running text. */
export function Value({ facts, name }: NamedFact) {
  return <>{findValue(facts, name) ?? name}</>;
}

/** Several contacts or channels by their keys, in one line. */
export function ReachableLinks({ facts, names }: { facts: Facts; names: readonly string[] }) {
  const found = names.flatMap((name) => {
    const to = findReachable(facts, name);
    return to === null ? [] : [{ name, to }];
  });
  return (
    <>
      {found.map(({ name, to }, index) => (
        <span key={name}>
          {index > 0 ? ", " : null}
          <ReachableLink to={to} isMarked />
        </span>
      ))}
    </>
  );
}
