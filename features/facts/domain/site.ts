import { z } from "zod";
import { audiences, handbookPath, key, rootPath, text, webAddress } from "./shapes";

const origin = webAddress.regex(/[^/]$/, "must not end with a slash");
const colour = z.string().regex(/^(oklch|oklab|rgb|hsl|color)\([^(){};]*\)$|^#[0-9a-f]{3,8}$/i, "must be a CSS colour");
const template = webAddress.includes("{file}", "must contain {file}").nullable();

const about = { label: text, audience: z.enum(audiences), purpose: text };
const contactSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...about, kind: z.literal("email"), value: z.email() }),
  z.strictObject({ ...about, kind: z.literal("url"), value: webAddress }),
  z.strictObject({ ...about, kind: z.literal("handle"), value: text }),
]);
export type Contact = z.infer<typeof contactSchema>;

const wholePage = handbookPath.regex(/^[^#]*$/, "must be the path of a page, without a # part").nullable();

const link = z.strictObject({ label: text, href: rootPath });

/** What makes the portal this community's own: names, addresses, colours, contacts. */
export const siteSchema = z.strictObject({
  name: text,
  shortName: text,
  organization: text,
  sentence: text,
  description: text,
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "must be a language tag, such as en"),
  origin,
  upstreamHandbook: origin,
  upstreamPrefixes: z.array(z.string().regex(/^\/.*\/$/, "must begin and end with a slash")),
  /** Where these pages stood in the upstream handbook: what is below leads to pages here, never upstream. */
  formerPaths: z.array(rootPath.regex(/^[^?#]*[^/?#]$/, "must be a path without a slash at its end")),
  staffOnlyHosts: z.array(z.string().regex(/^[a-z0-9.-]+$/, "must be a host name in lower case")),
  colours: z.strictObject({ accent: z.strictObject({ light: colour, dark: colour }) }),
  /** Pages that the portal itself leads to; null where there is none, and then no link is drawn. */
  pages: z.strictObject({
    contact: wholePage,
    channels: wholePage,
    programs: wholePage,
    readingGroup: wholePage,
    writing: wholePage,
    glossary: wholePage,
  }),
  /** Links in the head of every page. */
  navigation: z.array(link).max(8),
  /** Groups of links in the foot of every page. */
  footer: z.array(z.strictObject({ title: text, links: z.array(link) })).max(3),
  /** Key of the contact that readers tell about a mistake on a page. */
  problemContact: key,
  source: z.strictObject({ edit: template, history: template }),
  contacts: z.record(key, contactSchema),
});
export type Site = z.infer<typeof siteSchema>;

/** The site as long as site.yaml cannot be read: neutral, with nothing invented. */
export const emptySite: Site = {
  name: "Handbook",
  shortName: "Handbook",
  organization: "the organization",
  sentence: "The handbook of this community.",
  description: "The handbook of this community.",
  language: "en",
  origin: "http://localhost:3000",
  upstreamHandbook: "http://localhost:3000",
  upstreamPrefixes: [],
  formerPaths: [],
  staffOnlyHosts: [],
  colours: { accent: { light: "oklch(0.52 0.17 38)", dark: "oklch(0.76 0.14 52)" } },
  pages: { contact: null, channels: null, programs: null, readingGroup: null, writing: null, glossary: null },
  navigation: [{ label: "Handbook", href: "/handbook" }],
  footer: [],
  problemContact: "community",
  source: { edit: null, history: null },
  contacts: {},
};
