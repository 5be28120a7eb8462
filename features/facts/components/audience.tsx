import { Badge } from "@/components/mdx/badge";
import type { Audience } from "../domain/shapes";

/** Who can get at a place, in words. */
export const audienceNames: Record<Audience, string> = {
  public: "Everyone",
  team: "Staff only",
  confidential: "Confidential",
};

export function AudienceBadge({ audience }: { audience: Audience | "unknown" }) {
  if (audience === "unknown") return <Badge>Not stated who may open it</Badge>;
  return <Badge tone={audience === "public" ? "ok" : "plain"}>{audienceNames[audience]}</Badge>;
}
