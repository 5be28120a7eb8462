import { z } from "zod";
import { isZone } from "@/lib/time";

/** Text that says something. */
export const text = z.string().trim().min(1, "must not be empty");
export const key = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be a key in kebab-case, such as contributor-success");
/** Only web addresses: a data file must not be able to put javascript: into a link. */
export const webAddress = z.url({
  protocol: /^https?$/,
  error: "must be an address that begins with https:// or http://",
});
export const rootPath = z.string().regex(/^\/(?![/\\])[^\s\\]*$/, "must be a path that begins with a single /");
export const address = z.union([webAddress, rootPath], {
  error: "must be an address that begins with https://, or a path that begins with /",
});
export const handbookPath = z
  .string()
  .regex(
    /^\/handbook(\/[a-z0-9-]+)*(#[^\s#]+)?$/,
    "must be the path of a page below /handbook, without a slash at its end",
  );
export const zoneName = z.string().refine(isZone, "must be the IANA name of a time zone, such as Europe/Berlin or UTC");

/** Who can get at a place: anyone, staff, or a closed circle. */
export const audiences = ["public", "team", "confidential"] as const;
export type Audience = (typeof audiences)[number];
