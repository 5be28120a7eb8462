import type { Role } from "@/lib/auth/roles";
import { roleInSentence } from "./grant";

/** What happened to a role of a person. */
export type RoleChange = "granted" | "proposed" | "confirmed" | "withdrawn" | "declined" | "ended";

const withArticle = (role: string) => `${/^[aeiou]/.test(role) ? "an" : "a"} ${role}`;

const sentences: Record<RoleChange, (role: string) => { subject: string; text: string }> = {
  granted: (role) => ({
    subject: `You are now ${withArticle(role)}`,
    text: `You were made ${withArticle(role)}. This applies at once.`,
  }),
  proposed: (role) => ({
    subject: `You were proposed as ${role}`,
    text: `You were proposed as ${role}. It gives you nothing until a second person has confirmed it; you will hear of that.`,
  }),
  confirmed: (role) => ({
    subject: `You are now ${withArticle(role)}`,
    text: `A second person has confirmed that you are ${withArticle(role)}. This applies at once.`,
  }),
  withdrawn: (role) => ({
    subject: `You are not proposed as ${role} any more`,
    text: `The proposal to make you ${withArticle(role)} was withdrawn.`,
  }),
  declined: (role) => ({
    subject: `You are not proposed as ${role} any more`,
    text: `The proposal to make you ${withArticle(role)} was declined.`,
  }),
  ended: (role) => ({
    subject: `You are not ${withArticle(role)} any more`,
    text: `Your role as ${role} has ended. What it gave you access to is closed from now on.`,
  }),
};

/** Writes what a person is told when one of their roles changes. */
export function roleMail(change: RoleChange, role: Role, origin: string) {
  const { subject, text } = sentences[change](roleInSentence(role));
  return {
    subject,
    paragraphs: [
      text,
      { label: "See your roles", href: `${origin}/account` },
      "If you do not know why, ask whoever runs the portal.",
    ],
  };
}
