import { describe, expect, it } from "vitest";
import { downloadHeaders } from "./download-headers";
import { savedName } from "./file-name";

const headersOf = (name: string, type: Parameters<typeof savedName>[1], isWorkingCopy: boolean) =>
  downloadHeaders({ name, type, size: 3, isWorkingCopy });

describe("a file that is handed out", () => {
  it("is saved, run nowhere and kept by nobody", () => {
    expect(headersOf("Foto Grüße.jpeg", "image/jpeg", true)).toEqual({
      "Content-Type": "image/jpeg",
      "Content-Length": "3",
      "Content-Disposition": `attachment; filename="Foto Gru_e.jpg"; filename*=UTF-8''Foto%20Gr%C3%BC%C3%9Fe.jpg`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
      "X-Robots-Tag": "noindex",
      "Cache-Control": "private, no-store",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Referrer-Policy": "no-referrer",
    });
  });

  it.each([
    ["image/png", true, "image/png"],
    ["text/plain", true, "text/plain; charset=utf-8"],
    ["application/pdf", true, "application/octet-stream"],
    ["image/png", false, "application/octet-stream"],
    ["text/plain", false, "application/octet-stream"],
    ["application/pdf", false, "application/octet-stream"],
  ] as const)("says what it is only when it was made anew: %s, working copy %s", (type, isWorkingCopy, said) => {
    expect(headersOf("a", type, isWorkingCopy)["Content-Type"]).toBe(said);
  });

  it.each([
    ["../../etc/passwd", "text/plain", "_etc_passwd.txt"],
    ["evil.html", "image/png", "evil.png"],
    ["evil.exe.png", "image/png", "evil_exe.png"],
    ["photo\u202egnp.exe", "image/png", "photognp.png"],
    ["CON.txt", "text/plain", "file.txt"],
    ["a\r\nSet-Cookie: b=c.txt", "text/plain", "aSet-Cookie_ b_c.txt"],
    ['";x="', "text/plain", "_x_.txt"],
    ["日本語.pdf", "application/pdf", "日本語.pdf"],
    ["👋.png", "image/png", "file.png"],
    ["\ud800", "image/png", "file.png"],
    ["", "image/png", "file.png"],
    ["x".repeat(300), "image/webp", `${"x".repeat(80)}.webp`],
  ] as const)("named %j is saved under a harmless name", (name, type, saved) => {
    expect(savedName(name, type)).toBe(saved);
    expect(new Headers(headersOf(name, type, false)).get("content-disposition")).toMatch(
      /^attachment; filename="[^"\\%]*"; /,
    );
  });
});
