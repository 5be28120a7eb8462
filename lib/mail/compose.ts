import { escapeXml } from "@/lib/xml";
import { plainLine } from "./plain-line";
import type { Mail, Paragraph } from "./queue";

/** What stands around every mail: who writes, and where that is. */
export type MailFrame = { siteName: string; origin: string };
/** The parts of a mail that are read. */
export type ComposedMail = { subject: string; text: string; html: string };

const longestSubject = 200;

// Some mail programs know HTML's entities only, and XML's name of the apostrophe is not among them.
const escapeHtml = (text: string) => escapeXml(text.toWellFormed()).replaceAll("&apos;", "&#39;");
const unifyLines = (text: string) => text.toWellFormed().replace(/\r\n?|[\u2028\u2029]/gu, "\n");
// Everything below a space but the line end: a bell or a null has no business in a mail.
const plainText = (text: string) => unifyLines(text).replace(/[^\P{Cc}\n]/gu, "");

function paragraphText(paragraph: Paragraph): string {
  if (typeof paragraph === "string") return plainText(paragraph);
  return `${plainLine(paragraph.label, longestSubject)}:\n${paragraph.href}`;
}

// No colour is set, so that a dark mail program may choose its own; a border shows what is to be pressed.
const linkStyle =
  "display:inline-block;padding:10px 16px;border:1px solid;border-radius:8px;font-weight:600;text-decoration:none";

function paragraphHtml(paragraph: Paragraph): string {
  if (typeof paragraph === "string") {
    return `<p dir="auto">${escapeHtml(plainText(paragraph)).replaceAll("\n", "<br>")}</p>`;
  }
  const label = escapeHtml(plainLine(paragraph.label, longestSubject));
  return `<p dir="auto"><a href="${escapeHtml(paragraph.href)}" style="${linkStyle}">${label}</a></p>`;
}

const plainLink = (href: string, label: string) => `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;

/** Writes a mail out as plain text and as simple HTML, framed with the name and address of the site. */
export function compose(mail: Mail, frame: MailFrame): ComposedMail {
  const subject = plainLine(mail.subject, longestSubject);
  const siteName = plainLine(frame.siteName, longestSubject);
  const stop = mail.unsubscribe;
  const text = [
    ...mail.paragraphs.map(paragraphText),
    // The line by which mail programs know a signature (RFC 3676, 4.3).
    [
      "-- ",
      siteName,
      frame.origin,
      ...(stop === undefined ? [] : ["", `To get no more mails of this sort: ${stop}`]),
    ].join("\n"),
  ].join("\n\n");
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:24px 16px">
<div style="max-width:560px;margin:0 auto;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere">
${mail.paragraphs.map(paragraphHtml).join("\n")}
<hr style="margin:32px 0 16px;border:0;border-top:1px solid;opacity:0.3">
<p dir="auto" style="font-size:14px">${escapeHtml(siteName)}<br>${plainLink(frame.origin, frame.origin)}</p>${
    stop === undefined ? "" : `\n<p style="font-size:14px">${plainLink(stop, "Get no more mails of this sort")}</p>`
  }
</div>
</body>
</html>
`;
  return { subject, text: `${text}\n`, html };
}
