import type { Limit } from "./rate-limit";

const minute = 60;
const hour = 60 * minute;

/** The limits of the portal; each is far above what a person does, and far below what a program needs. */
export const limits = {
  /** Per client. A whole office behind one address can sign in together; guessing gets nowhere. */
  signIn: { name: "sign-in", most: 20, seconds: 10 * minute },
  /** Per client, on one machine. Whoever tries the demo goes through all its people, more than once. */
  demo: { name: "demo", most: 200, seconds: 10 * minute },
  /** Per client. Answers of providers and buttons behind mailed links: as many as may begin. */
  signInAnswer: { name: "sign-in-answer", most: 20, seconds: 10 * minute },
  /** Per client and address it is sent to. Nobody uses up the links of somebody whose address they know. */
  signInMailToAddress: { name: "sign-in-mail-address", most: 5, seconds: hour },
  /** Per address it is sent to. Nobody's mailbox is flooded from many places. */
  signInMailInAll: { name: "sign-in-mail-in-all", most: 30, seconds: hour },
  /** Per client. Nobody uses the portal to send mail to many addresses, or to find out which ones exist. */
  signInMailByClient: { name: "sign-in-mail-client", most: 20, seconds: hour },
  /** Per person. Six digits with three valid at a time: a day of guessing succeeds less than once in 300 (RFC 4226, 7.3). */
  secondFactor: { name: "second-factor", most: 10, seconds: 15 * minute },
  /** Per person, or per client for guests. One form a second is faster than anybody types. */
  form: { name: "form", most: 60, seconds: minute },
  /** Per client. Results are made for each question, so this is what a reader could make expensive. */
  search: { name: "search", most: 120, seconds: minute },
  /** Per client. Suggestions come while a person types, so there are several for each search. */
  suggestions: { name: "suggestions", most: 240, seconds: minute },
  /** Per admin. Reading the whole audit log is the most that one press of a button can ask for. */
  verifyAudit: { name: "verify-audit", most: 6, seconds: minute },
  /** Per admin. A mail server is not to be tested by flooding it. */
  testMail: { name: "test-mail", most: 5, seconds: 10 * minute },
  /** Per client, without a trace. Steps of anonymous reports, of inboxes by receipt and of appeals: a whole office. */
  anonymous: { name: "anonymous", most: 300, seconds: 10 * minute },
  /** Per receipt's locator. Guessing 100 bits gets nowhere; nobody else is slowed down by it. */
  receipt: { name: "receipt", most: 5, seconds: 15 * minute },
  /** Per reporter or receipt, in a thread with the Conduct Team. */
  conductMessage: { name: "conduct-message", most: 30, seconds: 24 * hour },
} satisfies Record<string, Limit>;
