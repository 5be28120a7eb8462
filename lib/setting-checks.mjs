// What the value of a setting must be: each returns the end of a sentence that begins with its name, or null.

const roleNames = ["team_member", "organizer", "program_manager", "conduct_moderator", "conduct_lead", "admin"];
/** Characters that a secret has at least. */
export const shortestSecret = 32;

/** @param {string} value */
export const isWebAddress = (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
/** @param {string} value */
export const webAddress = (value) => (isWebAddress(value) ? null : "must be an address such as https://example.org");
/** @param {string} value */
export const onOrOff = (value) => (/^(on|off)$/.test(value) ? null : "must be on or off");
/** @param {string} value */
export const secretLength = (value) =>
  value.split(",").every((each) => each.length >= shortestSecret)
    ? null
    : `must have at least ${shortestSecret} characters; openssl rand -base64 48 makes one`;
/** @param {number} least @param {number} most @returns {(value: string) => string | null} */
export const wholeNumber = (least, most) => (value) =>
  /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most
    ? null
    : `must be a whole number from ${least} to ${most}`;
/** @param {string} value */
export const mailAddress = (value) => (/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(value) ? null : "must be an e-mail address");
/** @param {string} value @returns {string[]} */
export const listOf = (value) =>
  value
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
/** @param {string} value */
export const roleMap = (value) =>
  listOf(value).every((pair) => /^[^=]+=\s*\w+$/.test(pair) && roleNames.includes((pair.split("=")[1] ?? "").trim()))
    ? null
    : `must be a list such as staff=team_member, with the roles ${roleNames.join(", ")}`;
/** @param {string} value */
export const scannerAddress = (value) =>
  /^unix:\/.+/.test(value) ||
  (/^(\[[\da-f:]+\]|[^\s:/]+):\d{1,5}$/i.test(value) && Number(value.split(":").at(-1)) <= 65535)
    ? null
    : "must be unix:/path/to/socket or host:port";
