import type { NextRequest } from "next/server";
import { findRedirect } from "@/features/handbook/data/page-queries";
import { isUpstreamPath } from "@/features/handbook/domain/link-target";
import { getPublishedFacts } from "@/features/facts/data/facts-store";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";

// Not 301: a browser keeps that for ever, and a page may move back.
const movedStatus = 308;
const elsewhereStatus = 302;

/** Redirects an old path to its page, or a path of another department to the upstream handbook; null for neither. */
export async function redirectFrom(request: NextRequest, viewer: Viewer, path: string): Promise<Response | null> {
  const { search } = request.nextUrl;
  const target = await findRedirect(viewer, path);
  if (target !== null) return redirect(viewer, movedStatus, target, search);
  const { site } = getPublishedFacts().facts;
  if (!isUpstreamPath(path, site.upstreamPrefixes)) return null;
  return redirect(viewer, elsewhereStatus, `${env.upstream ?? site.upstreamHandbook}${path}`, search);
}

// Only for taking addresses apart: a relative Location keeps the host that the reader used (RFC 9110, 10.2.2).
const anyOrigin = "http://portal.invalid";

function redirect(viewer: Viewer, status: number, target: string, search: string): Response {
  const url = new URL(target, anyOrigin);
  if (url.search === "") url.search = search;
  const location = url.origin === anyOrigin ? `${url.pathname}${url.search}${url.hash}` : url.href;
  const cacheControl = viewer.isSignedIn ? "private, no-store" : "no-cache";
  return new Response(null, { status, headers: { Location: location, "Cache-Control": cacheControl } });
}
