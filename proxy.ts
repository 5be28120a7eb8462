import { NextResponse, type NextRequest } from "next/server";

// Without a script, signing in is a form whose answer leads to a provider, and often from there to another address.
const leadsToProviders = /^\/(sign-in|account)(\/|$)/;

// A portal on a laptop may try a provider on the same laptop.
const providers = process.env.PORTAL_ORIGIN?.startsWith("https://") ? "https:" : "https: http://localhost:*";

/** Gives every room a Content-Security-Policy with a fresh nonce; access is never decided here. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const isDevelopment = process.env.NODE_ENV === "development";
  const policy = [
    "default-src 'none'",
    // React's development tools need eval; a built portal never does.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action 'self'${leadsToProviders.test(request.nextUrl.pathname) ? ` ${providers}` : ""}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from the policy of the request.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/**
 * The rooms, one by one: a document, such as the one for a missing page beside them, has a policy of its own.
 * lib/architecture.test.ts compares the list with the pages there are.
 */
export const config = {
  matcher: [
    "/account",
    "/account/confirm",
    "/account/data",
    "/account/data/delete",
    "/account/deleted",
    "/account/second-factor",
    "/account/second-factor/codes",
    "/account/sessions",
    "/admin",
    "/admin/audit",
    "/admin/jobs",
    "/admin/mail",
    "/admin/people",
    "/admin/people/:id",
    "/conduct/anonymous",
    "/conduct/appeal",
    "/conduct/appeal/letter",
    "/conduct/desk",
    "/conduct/desk/cases/:id",
    "/conduct/desk/cases/:id/appeals/:appeal",
    "/conduct/desk/cases/:id/decision",
    "/conduct/desk/cases/:id/export",
    "/conduct/desk/cases/:id/hold",
    "/conduct/desk/cases/:id/measures",
    "/conduct/desk/cases/:id/measures/:measure",
    "/conduct/desk/cases/:id/reading",
    "/conduct/desk/figures",
    "/conduct/desk/reports/:id",
    "/conduct/desk/reports/:id/name",
    "/conduct/desk/retention",
    "/conduct/receipt",
    "/conduct/receipt/inbox",
    "/conduct/report",
    "/inbox",
    "/inbox/:id",
    "/settings",
    "/sign-in",
    "/sign-in/link",
    "/sign-in/sent",
  ],
};
