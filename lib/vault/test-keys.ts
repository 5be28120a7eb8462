import { existsSync, rmSync } from "node:fs";
import { env } from "@/lib/env";
import { makeKeyring } from "./keyring";
import { writeKeyring } from "./key-file";

/** Makes the key file that tests share, once for a run, and removes it at the end; called by vitest.config.ts. */
export default async function setUp(): Promise<() => void> {
  const file = env.conductKeys ?? "";
  if (!existsSync(file)) writeKeyring(file, await makeKeyring());
  return () => {
    for (const each of [file, `${file}.public`]) rmSync(each, { force: true });
  };
}
