import { z } from "zod";
import { address, audiences, key, text } from "./shapes";

export const platforms = [
  ...(["slack", "discord", "email", "issues", "forum", "reddit", "stackoverflow", "x", "social"] as const),
  ...(["youtube", "meetup", "zoom", "calendar", "document", "tool"] as const),
] as const;
export type Platform = (typeof platforms)[number];

/** The names of the platforms as readers know them. */
export const platformNames: Record<Platform, string> = {
  slack: "Slack",
  discord: "Discord",
  email: "E-mail",
  issues: "Issue trackers",
  forum: "Forum",
  reddit: "Reddit",
  stackoverflow: "Stack Overflow",
  x: "X (Twitter)",
  social: "Social media",
  youtube: "YouTube",
  meetup: "Meetup",
  zoom: "Zoom",
  calendar: "Calendars",
  document: "Documents",
  tool: "Tools and sites",
};

const channelSchema = z
  .strictObject({
    key,
    platform: z.enum(platforms),
    name: text,
    url: address.optional(),
    audience: z.enum(audiences),
    owner: key.optional(),
    ownerName: text.optional(),
    purpose: text,
    examples: z.array(text).default([]),
    state: z.enum(["active", "deprecated", "closed", "historical"]).default("active"),
    note: text.optional(),
  })
  .refine((channel) => channel.owner === undefined || channel.ownerName === undefined, {
    path: ["ownerName"],
    error: "must not stand beside owner: a channel has one owner",
  });

/** Every place where the department and its community talk, write or meet. */
export const channelsSchema = z.array(channelSchema);
export type Channel = z.infer<typeof channelSchema>;

/** What a reader narrows a list of channels down to. */
export type ChannelFilter = { platform?: string; owner?: string; audience?: string };

/** Returns the channels that match every given part of the filter, in their order. */
export function filterChannels(channels: readonly Channel[], filter: ChannelFilter): Channel[] {
  return channels.filter(
    ({ platform, owner, audience }) =>
      (filter.platform === undefined || filter.platform === platform) &&
      (filter.owner === undefined || filter.owner === owner) &&
      (filter.audience === undefined || filter.audience === audience),
  );
}

/** Returns where a channel is opened; null when no address is known. */
export function channelAddress({ platform, name, url }: Channel): string | null {
  if (url !== undefined) return url;
  // Some deprecated mailboxes are known by their first half only.
  return platform === "email" && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(name) ? `mailto:${name}` : null;
}
