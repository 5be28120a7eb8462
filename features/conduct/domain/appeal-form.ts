import { z } from "zod";
import { appealGrounds } from "./appeal-grounds";

const most = 20_000;

/** What the person concerned sends; grounds come as lines. */
export const newAppealForm = z.object({
  grounds: z
    .string()
    .default("")
    .transform((lines) => appealGrounds.filter((ground) => lines.split("\n").includes(ground)))
    .refine((grounds) => grounds.length > 0, "Tick at least one."),
  text: z
    .string()
    .default("")
    .transform((text) => text.replaceAll("\0", "").replace(/\r\n?/g, "\n").toWellFormed().trim())
    .refine((text) => text !== "", "Say in your own words what is not right.")
    .refine((text) => [...text].length <= most, `There is room for ${most.toLocaleString("en")} characters here.`),
});
