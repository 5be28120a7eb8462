import "server-only";
import { signInProviders } from "@/lib/auth/providers";

const others: Record<string, string> = {
  ...{ email: "a link by mail", demo: "the demo", github: "GitHub", gitlab: "GitLab", discord: "Discord" },
};

/** Returns how a way to sign in is called, also one that the settings do not switch on any more. */
export function providerLabel(id: string): string {
  return signInProviders.find((provider) => provider.id === id)?.label ?? others[id] ?? "another provider";
}
