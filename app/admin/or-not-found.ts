import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** Returns what was asked for; what is missing or not for the viewer ends in the answer of a page that does not exist. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") notFound();
    throw error;
  }
}
