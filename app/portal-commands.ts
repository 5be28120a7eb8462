import { conductKeysCommand } from "@/features/conduct/commands";
import { conductExportCommand } from "@/features/conduct/export-command";
import { grantCommand, peopleCommand, revokeCommand, seedCommand } from "@/features/people/commands";
import { auditCommand } from "@/lib/operator/audit-command";
import { backupCommand } from "@/lib/operator/backup-command";
import type { Command } from "@/lib/operator/command";
import { doctorCommand } from "@/lib/operator/doctor-command";
import { exportCommand } from "@/lib/operator/export-command";
import { migrateCommand } from "@/lib/operator/migrate-command";
import { restoreCommand } from "@/lib/operator/restore-command";
import { runPortal } from "@/lib/operator/run-portal";

/** The commands of the operator, in the order in which they are listed. */
export const portalCommands: Command[] = [
  doctorCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  exportCommand,
  auditCommand,
  conductKeysCommand,
  conductExportCommand,
  peopleCommand,
  grantCommand,
  revokeCommand,
  seedCommand,
];

/** Runs `npm run portal -- …`, called from a folder; returns the exit status. */
export const run = (args: string[], folder: string) => runPortal(portalCommands, args, folder);
