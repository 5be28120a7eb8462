// "Binary data bytes" of the MIME Sniffing standard, section 3; a terminal's log may hold escape characters.
const binary = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f]/;
// Controls move a terminal's cursor, and these marks make text read in another order than it is written.
const acting = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;
// The patterns of the MIME Sniffing standard, section 7.1, for what programs run or draw; with SVG, RTF and MathML.
const markup =
  /^<(?:!doctype|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|math)[\s/>]|^<!--|^<\?|^%!PS|^\{\\rtf|^GIF8[79]a/i;
// Readers of PDF look for the header in the first 1,024 bytes (Adobe's implementation note 13 to PDF 1.7).
const headerOfPdf = /%PDF-\d/;

function encodingOf([first, second]: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** Returns a text with \n at the end of its lines, and without controls, marks that reorder text, and byte order marks. */
function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(acting, "");
}

/**
 * Returns what a file says when it is plain text – valid UTF-8, or UTF-16 with its mark, without binary data and not
 * the beginning of a web page or document – with everything invisible that acts on its reader taken out; otherwise null.
 */
export function readPlainText(bytes: Buffer): string | null {
  let text: string;
  try {
    text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  if (binary.test(text)) return null;
  const plain = withoutControls(text);
  const start = plain.trimStart().slice(0, 1024);
  return start === "" || markup.test(start) || headerOfPdf.test(plain.slice(0, 1024)) ? null : plain;
}
