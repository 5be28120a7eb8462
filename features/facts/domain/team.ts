import { z } from "zod";
import { handbookPath, key, text, webAddress } from "./shapes";

const departmentSchema = z.strictObject({
  key,
  name: text,
  page: handbookPath.optional(),
  channel: key.optional(),
  scope: text,
  duties: z.array(text).default([]),
});
export type Department = z.infer<typeof departmentSchema>;

const roleSchema = z.strictObject({
  role: text,
  department: key.optional(),
  duties: text,
  page: handbookPath.optional(),
});
export type Role = z.infer<typeof roleSchema>;

/** The departments and the roles in them; names of people do not belong here. */
export const teamSchema = z.strictObject({ departments: z.array(departmentSchema), roles: z.array(roleSchema) });

const handle = z.string().regex(/^@[A-Za-z0-9._-]+$/, "must be a handle that begins with @");
const organizerSchema = z.strictObject({
  key,
  name: text,
  /** The series whose sessions this person organizes. */
  scope: z.array(key).min(1),
  /** The names this person goes by, each at its place. */
  handles: z.array(z.strictObject({ place: text, handle, url: webAddress.optional() })).min(1),
});

/** Who organizes which sessions; display only, it grants no rights. */
export const organizersSchema = z.array(organizerSchema);
