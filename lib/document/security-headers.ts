import { createHash } from "node:crypto";

/** The security headers of every answer, whoever gives it; next.config.ts sets them for Next. */
export const securityHeaders: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "X-Frame-Options": "DENY",
};
/** Added when the reader came over TLS. */
export const transportSecurity = { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" };

/** Returns the security headers of an answer that does not go through Next. */
export function headersEverywhere(isSecure: boolean): Record<string, string> {
  return isSecure ? { ...securityHeaders, ...transportSecurity } : securityHeaders;
}

/** Returns the CSP source of one inline style element, by its exact text. */
function styleHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Returns the Content-Security-Policy of a document: no inline script at all, inline styles only by hash. */
export function documentPolicy(inlineStyles: string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${inlineStyles.map(styleHash).join(" ")}`.trim(),
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // A video is embedded only after the reader asked for it.
    "frame-src https://www.youtube-nocookie.com",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
