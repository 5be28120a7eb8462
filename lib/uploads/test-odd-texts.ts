import { bytesOf, hex } from "./test-bytes";

/** Texts that act on whoever reads them, and what must become of them. */
export const oddTexts = (): { what: string; bytes: Buffer; fate: "refused" | "made anew" }[] => {
  const anew = (what: string, bytes: Buffer) => ({ what, bytes, fate: "made anew" as const });
  const refused = (what: string, bytes: Buffer) => ({ what, bytes, fate: "refused" as const });
  const wide = bytesOf("\ufeffGrüße 👋", "utf16le");
  return [
    anew("escapes of a terminal", bytesOf("\u001b[2J\u001b[31mred\u001b]8;;https://evil.example\u001b\\link")),
    anew("text in another order", bytesOf("access = \u202e⁦ nimda ⁩\u202c user\u2066\u2069")),
    anew("a mark of its order", bytesOf("\ufeffhello\ufeff")),
    anew("UTF-16", wide),
    anew("UTF-16 the other way round", Buffer.from(wide).swap16()),
    anew("controls of the second set", bytesOf("a\u0085b\u009b31mc\u007f")),
    anew("every kind of line", bytesOf("a\r\nb\rc\nd\u2028e\fg")),
    anew("a formula", bytesOf('=HYPERLINK("https://evil.example")')),
    anew("one line of a megabyte", Buffer.alloc(1024 * 1024, "a")),
    anew("10 MiB of text", Buffer.alloc(10 * 1024 * 1024, "aé\n")),
    anew("a million marks on one letter", bytesOf(`a${"\u0301".repeat(200_000)}`)),
    anew("names like those of programs", bytesOf("MZ is what he calls himself. BMW drivers are next.")),
    anew("a chat", bytesOf("<alice> hello\n<script> is what he wrote")),
    refused("a NUL", bytesOf("hello\0world")),
    refused("a bell", bytesOf("hello\u0007")),
    refused("invalid UTF-8", hex("68656c6c6f c3 28")),
    refused("overlong UTF-8", hex("68 c0 af")),
    refused("half a pair in UTF-8", hex("68 ed a0 80")),
    refused("half a pair in UTF-16", hex("fffe 6800 00d8 6900")),
    refused("half a character in UTF-16", hex("fffe 6800 69")),
    refused("UTF-16 without a mark", wide.subarray(2)),
    refused("UTF-32", hex("fffe0000 68000000")),
    refused("ISO 8859-1", bytesOf("Grüße", "latin1")),
    refused("nothing but marks", bytesOf("\ufeff\u202e\u202c \n")),
  ];
};
