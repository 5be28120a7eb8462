// Of what RFC 5321 permits, without % and !, by which old servers route a mail on to somewhere else.
const local = /^[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

const longestLocal = 64;
const longestLabel = 63;
const longestAddress = 254;

/**
 * Says whether mail may be sent to an address: one mailbox in plain letters with a full domain (RFC 5321, 4.1.2), and
 * nothing that a mail program could take for a second one. Domains in other scripts are written in their xn-- form.
 */
export function isMailAddress(text: string): boolean {
  const [mailbox = "", domain = "", ...more] = text.split("@");
  const labels = domain.split(".");
  return (
    more.length === 0 &&
    text.length <= longestAddress &&
    mailbox.length <= longestLocal &&
    local.test(mailbox) &&
    labels.length > 1 &&
    labels.every((each) => each.length <= longestLabel && label.test(each)) &&
    !/^\d+$/.test(labels.at(-1) ?? "")
  );
}
