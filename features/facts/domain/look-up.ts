import { channelAddress, platformNames, type Channel } from "./channel";
import type { Facts } from "./facts";
import type { Audience } from "./shapes";
import type { Contact } from "./site";
import type { Department } from "./team";

/** Something that can be reached, ready to be shown as a link or as plain text. */
export type Reachable = { label: string; href: string | null; audience: Audience };

/** Finds a department by its key. */
function findDepartment(facts: Facts, key: string | undefined): Department | null {
  return facts.team.departments.find((department) => department.key === key) ?? null;
}

/** Returns who looks after something: the department's name, another name, or null when nobody is recorded. */
export function ownerLabel(facts: Facts, owned: { owner?: string; ownerName?: string }): string | null {
  return findDepartment(facts, owned.owner)?.name ?? owned.ownerName ?? null;
}

export function reachChannel(channel: Channel): Reachable {
  return { label: channel.name, href: channelAddress(channel), audience: channel.audience };
}

/** Returns how a contact is shown: addresses as they are written, places by their name. */
export function reachContact({ kind, value, label, audience }: Contact): Reachable {
  if (kind === "email") return { label: value, href: `mailto:${value}`, audience };
  return kind === "url" ? { label, href: value, audience } : { label: value, href: null, audience };
}

/** Finds a contact or, where there is none of that key, a channel. */
export function findReachable(facts: Facts, key: string): Reachable | null {
  const contact = Object.hasOwn(facts.site.contacts, key) ? facts.site.contacts[key] : undefined;
  if (contact !== undefined) return reachContact(contact);
  const channel = facts.channels.find((candidate) => candidate.key === key);
  if (channel === undefined) return null;
  const reachable = reachChannel(channel);
  // Rooms of the same name exist on both, and a list does not say on which this one is.
  const isRoom = channel.platform === "slack" || channel.platform === "discord";
  return isRoom ? { ...reachable, label: `${reachable.label} (${platformNames[channel.platform]})` } : reachable;
}

/** The single values of site.yaml that a page may show. */
const valueNames = ["organization", "name", "shortName", "sentence", "description"] as const;

/** Finds a value of site.yaml that a page may show. */
export function findValue(facts: Facts, name: string): string | null {
  const known = valueNames.find((candidate) => candidate === name);
  return known === undefined ? null : facts.site[known];
}

/** Tells what is wrong with the name a page gives to a component of facts; null when it leads somewhere. */
export function whyReferenceIsWrong(
  facts: Facts,
  component: string,
  attributes: Readonly<Record<string, string | undefined>>,
): string | null {
  const keys = (list: readonly { key: string }[]) => list.map((entry) => entry.key);
  const check = (attribute: string, known: readonly string[], isRequired = false) => {
    const given = attributes[attribute];
    if (given === undefined) return isRequired ? `${component} needs the attribute ${attribute}` : null;
    return known.includes(given) ? null : `${component}: no ${attribute} is called ${given}`;
  };
  const departments = keys(facts.team.departments);
  switch (component) {
    case "Channel":
      return check("name", keys(facts.channels), true);
    case "Contact":
      return check("name", Object.keys(facts.site.contacts), true);
    case "Value":
      return check("name", valueNames, true);
    case "Term":
      return check("name", keys(facts.glossary), true);
    case "NextSession":
      return check("series", keys(facts.series), true);
    case "OrganizerTable":
      return check("scope", keys(facts.series));
    case "TeamDirectory":
      return check("department", departments);
    case "ChannelList":
      return check("owner", departments);
    case "ProgramList":
      return check("parent", keys(facts.programs));
    default:
      return null;
  }
}
