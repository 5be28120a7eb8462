import { z } from "zod";
import { handbookPath, key, text } from "./shapes";

const termSchema = z.strictObject({ key, term: text, short: text, page: handbookPath.optional() });

/** Words of the handbook, each in one sentence. */
export const glossarySchema = z.array(termSchema);
