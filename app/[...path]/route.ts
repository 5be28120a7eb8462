import type { NextRequest } from "next/server";
import { answerMissing } from "@/app/missing-document";
import { redirectFrom } from "@/app/redirect-from";
import { Viewer } from "@/lib/auth/viewer";

/** Answers for every path that nothing else answers for. */
export async function GET(request: NextRequest): Promise<Response> {
  return (await redirectFrom(request, Viewer.guest(), request.nextUrl.pathname)) ?? answerMissing(request);
}
