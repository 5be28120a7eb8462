import { z } from "zod";

/** How a command is sent to a running portal; its name is the path. */
export const callShape = z.object({ args: z.array(z.string()), folder: z.string() });
/** What is sent to run a command. */
export type Call = z.infer<typeof callShape>;

/** One line of the answer: something to say, a piece of a file to be made, or the end. */
export const messageShape = z.union([
  z.object({ out: z.string() }),
  z.object({ err: z.string() }),
  z.object({ file: z.string() }),
  z.object({ data: z.base64() }),
  z.object({ saved: z.literal(true) }),
  z.object({ exit: z.number().int() }),
]);
export type Message = z.infer<typeof messageShape>;
