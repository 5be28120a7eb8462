import type { NextRequest } from "next/server";
import { sendSignInLink } from "@/features/sign-in/data/sign-in-mail";
import { nextAuth } from "@/lib/auth/sign-in";
import { safePath } from "@/lib/auth/safe-path";
import { signInOrigin } from "@/lib/auth/session-cookie";
import { limits } from "@/lib/rate-limit/limits";
import { requireWithin } from "@/lib/rate-limit/rate-limit";
import { requestContext } from "@/lib/request-context";
import { AppError } from "@/lib/errors";

/** Where identity providers, and the button behind a mailed link, send people back to. The only door of next-auth. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<"/api/auth/callback/[provider]">,
): Promise<Response> {
  const { provider } = await params;
  // Only the button of our own page uses a mailed link up: another site must not sign anybody in as its own reader.
  if (provider === "email" && !["same-origin", null].includes(request.headers.get("sec-fetch-site")))
    return Response.redirect(`${signInOrigin}/sign-in/link?${request.nextUrl.searchParams}`);
  // next-auth fails on an address that is none, and would take any other for the origin's own.
  const next = request.nextUrl.searchParams.get("callbackUrl");
  const rest = next?.startsWith(signInOrigin) === true ? next.slice(signInOrigin.length) : next;
  if (next !== null && safePath(rest, "") === "")
    return Response.redirect(`${signInOrigin}/sign-in?error=Verification`);
  try {
    await requireWithin(limits.signInAnswer, requestContext().client);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Response.redirect(`${signInOrigin}/sign-in?error=Limited`);
  }
  return nextAuth(sendSignInLink).handlers.GET(request);
}
