import { z } from "zod";
import { address, rootPath } from "./shapes";

const redirectSchema = z.strictObject({ from: rootPath, to: address });

/** Old paths that no page claims as an alias. */
export const redirectsSchema = z.array(redirectSchema);
