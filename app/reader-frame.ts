import type { ReaderFrame } from "@/components/layout/document-frame";
import type { Viewer } from "@/lib/auth/viewer";
import { env } from "@/lib/env";

/** Returns what the frame shows of its reader. It never says who they are: readers of one tier share their documents. */
export function readerFrameOf(viewer: Viewer): ReaderFrame {
  const { isSignedIn } = viewer;
  return {
    account: isSignedIn ? { label: "Account", href: "/account" } : { label: "Sign in", href: "/sign-in" },
    isDemo: env.isDemo && isSignedIn,
  };
}
