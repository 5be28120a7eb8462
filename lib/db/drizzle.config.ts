import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./features/*/data/tables.ts",
  out: "./lib/db/migrations",
});
