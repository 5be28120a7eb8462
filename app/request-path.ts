import type { NextRequest } from "next/server";

/** Returns the decoded path of a request behind a prefix such as /og; null when it is not valid text. */
export function pathBehind(request: NextRequest, prefix = ""): string | null {
  try {
    return decodeURIComponent(request.nextUrl.pathname.slice(prefix.length));
  } catch {
    return null;
  }
}
