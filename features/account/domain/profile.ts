import { z } from "zod";
import { shownName } from "@/lib/auth/claims";
import { findZone } from "@/lib/time";

/** Languages a person may prefer, by their tags (BCP 47), each with its name in itself. */
export const languages = [
  { value: "en", label: "English" },
  { value: "de", label: "Deutsch" },
  { value: "es", label: "Español" },
  { value: "fr", label: "Français" },
  { value: "pt", label: "Português" },
  { value: "ja", label: "日本語" },
  { value: "zh", label: "中文" },
  { value: "ar", label: "العربية" },
] as const;

const longestName = 100;
const tags = languages.map(({ value }) => value);
const isLanguage = (text: string) => tags.some((tag) => tag === text);

/** What people may change of their profile. */
export const profileForm = z.object({
  name: z
    .string()
    .trim()
    .refine(
      (name) => /[^\p{C}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/u.test(name),
      "Write a name, or anything else people may call you.",
    )
    .refine((name) => [...name].length <= longestName, `A name has at most ${longestName} characters here.`)
    .transform((name) => shownName(name)),
  zone: z
    .string()
    .trim()
    .refine(
      (name) => name === "" || findZone(name) !== null,
      "This is not a time zone. Choose one from the list, such as Europe/Berlin.",
    )
    .transform(findZone),
  language: z
    .string()
    .refine((tag) => tag === "" || isLanguage(tag), "Choose one of the languages.")
    .transform((tag) => (tag === "" ? null : tag)),
});
/** A profile as it is saved. */
export type Profile = z.output<typeof profileForm>;

/** Which mails a person wants; those about security are not a choice. */
export const notificationForm = z.object({ community: z.literal("on").optional() });

/** The word that is typed to delete an account. */
export const deletionWord = "delete";
/** The form that deletes an account. */
export const deletionForm = z.object({
  word: z
    .string()
    .trim()
    .refine((word) => word.toLowerCase() === deletionWord, `Type the word “${deletionWord}” to go on.`),
});
