/** @typedef {import("./crowd-client.mjs").Client} Client */

const profilePage = "/account";
const nameField = "name";

const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'" };
const decode = (/** @type {string} */ text) =>
  text.replace(/&[^;]+;/g, (entity) => entities[/** @type {keyof typeof entities} */ (entity)] ?? entity);
/** @param {string} tag @param {string} name */
const attribute = (tag, name) => decode(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");

/**
 * Returns what a browser without script would send for the form that has a field: hidden fields, texts and choices.
 * @param {string} html @param {string} field
 */
export function fieldsOf(html, field) {
  const forms = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) => form);
  const form = forms.find((each) => each.includes(`name="${field}"`));
  if (form === undefined) throw new Error(`The page has no form with the field ${field}`);
  const fields = new FormData();
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const isLeftOut = /type="(?:checkbox|radio)"/.test(tag) && !/\bchecked\b/.test(tag);
    if (attribute(tag, "name") !== "" && !isLeftOut) fields.append(attribute(tag, "name"), attribute(tag, "value"));
  }
  for (const [select, name = ""] of form.matchAll(/<select\b[^>]*\bname="([^"]*)"[\s\S]*?<\/select>/g)) {
    const options = [...select.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
    const chosen = options.find((option) => /\bselected\b/.test(option)) ?? options[0];
    if (chosen !== undefined) fields.append(decode(name), attribute(chosen, "value"));
  }
  return fields;
}

/**
 * Changes the name of a signed-in person as a browser without script would: reads the form and sends it back.
 * @param {Client} client @param {string} cookie @param {string} name
 */
export async function submitProfile(client, cookie, name) {
  const page = await client.ask(profilePage, { headers: { Cookie: cookie } });
  if (page.status !== 200) throw new Error(`${profilePage} answered ${page.status}`);
  const fields = fieldsOf(page.text, nameField);
  fields.set(nameField, name);
  const form = new Response(fields);
  const headers = { Cookie: cookie, Origin: client.origin, "Content-Type": form.headers.get("content-type") ?? "" };
  const body = Buffer.from(await form.arrayBuffer());
  const { status } = await client.ask(profilePage, { method: "POST", headers, body });
  if (status !== 200 && status !== 303) throw new Error(`The profile form answered ${status}`);
}
